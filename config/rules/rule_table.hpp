#pragma once

#include "config/rules/rule_entry.hpp"

#include <string_view>
#include <vector>

namespace riskd::config {

/// Every rule that can be configured, in ascending order of number.
[[nodiscard]] const std::vector<rule_entry>& rule_table();

/// Looks a rule up by the key of its block.
[[nodiscard]] const rule_entry* find_rule(std::string_view key);

/// The keys of `rules.<key>`, `enabled` among them.
[[nodiscard]] const node& rule_block(domain::rule_id id);

/// The section `rules`.
[[nodiscard]] const node& rules_section();

/// True if the block of the rule is in `tree.rules` and not switched off (R-R-1). A block whose
/// `enabled` was refused counts as active.
[[nodiscard]] bool is_active(const value& tree, domain::rule_id id);

/// What the tree says of one key of a rule; null if nothing.
[[nodiscard]] const value* rule_value(const value& tree, domain::rule_id id, std::string_view key);

} // namespace riskd::config
