#pragma once

#include "domain/account_state.hpp"
#include "domain/rules/symbol_blocks.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace riskd::domain::rules {

/// True if `text` has the form of `pattern`, where `*` stands for any run of characters and `?` for
/// exactly one.
[[nodiscard]] bool matches(std::string_view pattern, std::string_view text);

/// True if any name of the contract matches any entry (R-011-1).
[[nodiscard]] bool is_blocked(const symbol_blocks& rule, const contract_facts& facts);

/// A product of which the account has a position or a live order in a blocked contract.
struct blocked_product {
  std::string symbol;
  /// R-V-5: of the byte-wise lowest contract id concerned.
  std::string name;
  /// Sum of the sizes of its blocked positions.
  quantity held;
  std::int64_t live_orders = 0;
};

/// Ascending by symbol code (R-011-2).
[[nodiscard]] std::vector<blocked_product> blocked_products(const symbol_blocks& rule,
                                                            const account_state& state);

} // namespace riskd::domain::rules
