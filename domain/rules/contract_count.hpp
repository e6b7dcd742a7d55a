#pragma once

#include "domain/account_state.hpp"
#include "domain/rules/max_contracts.hpp"
#include "domain/rules/max_contracts_per_instrument.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace riskd::domain::rules {

/// How many contracts one contract of this kind counts as (R-001-1, R-Y-7).
[[nodiscard]] std::int64_t weight_of(const max_contracts& rule, const contract_facts& facts);

/// Sizes per open contract, as they are or as they will be once commands on their way have acted.
using contract_sizes = std::map<contract_id, quantity>;

/// The sizes of the open positions as the account's state has them.
[[nodiscard]] contract_sizes sizes_of(const account_state& state);

/// Sum of size times weight, positions of side sell counted negative if `rule` counts net
/// (R-001-1).
[[nodiscard]] quantity signed_count(const max_contracts& rule, const account_state& state,
                                    const contract_sizes& sizes);

/// The contracts of one product that are open.
struct open_product {
  /// Its symbol code (R-V-3).
  std::string symbol;
  /// R-V-5: of the byte-wise lowest contract id concerned.
  std::string name;
  /// R-V-5: union over the contracts concerned; sorted.
  std::vector<std::string> aliases;
  std::vector<contract_id> contracts;
};

/// Open positions grouped by product, ascending by symbol code.
[[nodiscard]] std::vector<open_product> open_products(const account_state& state);

/// The limit of a product, or nothing if it has none (R-002-1).
[[nodiscard]] std::optional<quantity> limit_of(const max_contracts_per_instrument& rule,
                                               const open_product& product);

/// Sum of the sizes of a product's contracts, long and short alike (R-002-1).
[[nodiscard]] quantity size_of(const open_product& product, const contract_sizes& sizes);

} // namespace riskd::domain::rules
