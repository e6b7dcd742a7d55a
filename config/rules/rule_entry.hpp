#pragma once

#include "config/problem.hpp"
#include "config/schema.hpp"
#include "config/value.hpp"
#include "domain/rule_id.hpp"
#include "domain/rules/rule_set.hpp"
#include "domain/time_zone.hpp"

#include <functional>

namespace riskd::config {

/// How one rule is configured. A rule is added to the configuration by one more of these in
/// `rule_table.cpp`.
struct rule_entry {
  domain::rule_id id{};
  /// Its parameters; `enabled` is added for every rule.
  std::vector<node> parameters;
  /// One sentence for the reference.
  std::string meaning;
  /// Checks what several values of its block say together; may be empty. The block is complete, but
  /// some values may be unusable.
  std::function<void(const value& block, problem_list& problems)> check;
  /// Settles which of two blocks is stricter where that takes several keys; may be empty.
  std::function<void(value& settled, const value& in_force, const value& wanted)> settle;
  /// Makes the rule from its block. @pre the block is complete and nothing in it was refused
  std::function<domain::rules::any_rule(const value& block, const domain::time_zone_source& zones)>
    build;
};

[[nodiscard]] rule_entry max_contracts_entry();

[[nodiscard]] rule_entry max_contracts_per_instrument_entry();

[[nodiscard]] rule_entry daily_realized_loss_entry();

[[nodiscard]] rule_entry daily_unrealized_loss_entry();

[[nodiscard]] rule_entry max_unrealized_profit_entry();

[[nodiscard]] rule_entry trade_frequency_limit_entry();

[[nodiscard]] rule_entry cooldown_after_loss_entry();

[[nodiscard]] rule_entry no_stop_loss_grace_entry();

[[nodiscard]] rule_entry session_block_outside_entry();

[[nodiscard]] rule_entry auth_loss_guard_entry();

[[nodiscard]] rule_entry symbol_blocks_entry();

[[nodiscard]] rule_entry trade_management_entry();

[[nodiscard]] rule_entry daily_realized_profit_entry();

} // namespace riskd::config
