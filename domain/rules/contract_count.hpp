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

/// Sizes per open contract once commands on their way have acted.
using contract_sizes = std::map<contract_id, quantity>;

/// Sum of size times weight, positions of side sell counted negative if `rule` counts net
/// (R-001-1): of the positions as the account's state has them, or of `sizes`.
[[nodiscard]] quantity signed_count(const max_contracts& rule, const account_state& state);
[[nodiscard]] quantity signed_count(const max_contracts& rule, const account_state& state,
                                    const contract_sizes& sizes);

/// The contracts of one product that are open.
struct open_product {
  /// Of the byte-wise lowest contract id concerned, which names symbol and product (R-V-3, R-V-5).
  contract_facts_ptr facts;
  std::vector<contract_id> contracts;
  /// Aliases of all contracts concerned, where they differ from those of the first.
  std::vector<std::string> united;

  [[nodiscard]] const std::string& symbol() const {
    return facts->symbol;
  }

  /// R-V-5: union over the contracts concerned; sorted.
  [[nodiscard]] const std::vector<std::string>& aliases() const {
    return united.empty() ? facts->aliases : united;
  }
};

/// Open positions grouped by product, ascending by symbol code.
[[nodiscard]] std::vector<open_product> open_products(const account_state& state);

/// The limit of a product, or nothing if it has none (R-002-1).
[[nodiscard]] std::optional<quantity> limit_of(const max_contracts_per_instrument& rule,
                                               const open_product& product);

/// Sum of the sizes of a product's contracts, long and short alike (R-002-1): as the account's
/// state has them, or of `sizes`.
[[nodiscard]] quantity size_of(const open_product& product, const account_state& state);
[[nodiscard]] quantity size_of(const open_product& product, const contract_sizes& sizes);

} // namespace riskd::domain::rules
