#pragma once

#include "domain/ids.hpp"
#include "domain/price.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::domain {

/// One row of the gateway's contract catalogue (`projectx-gateway.md` 2.5). The only source of tick
/// sizes and tick values (R-V-6).
struct contract_row {
  contract_id id;
  /// For example `MNQH6`; may be empty.
  std::string name;
  /// For example `F.US.MNQ`; may be empty.
  std::string symbol_id;
  /// Smallest price step. @invariant positive
  price tick_size;
  /// Dollars that one contract gains or loses per tick. @invariant positive
  price tick_value;

  friend bool operator==(const contract_row&, const contract_row&) = default;
};

/// Every contract that the gateway has described so far. Shared by all accounts, immutable once
/// sent.
using catalogue = std::map<contract_id, contract_row>;

/// Returns the row of `id`, or null if the gateway has not described it.
[[nodiscard]] const contract_row* find_contract(const catalogue& rows, const contract_id& id);

/// The symbol code that groups contracts into products: the last part of `symbol_id` if the row is
/// known, else the fourth part of the contract id, else the whole id (R-V-3).
[[nodiscard]] std::string symbol_code(const contract_id& id, const contract_row* row);

/// Every upper-case name under which configuration may mean this contract: its symbol code, the
/// exchange root paired with it, and the root derived from the row's name (R-V-4). Sorted, no
/// doubles.
[[nodiscard]] std::vector<std::string> alias_set(const contract_id& id, const contract_row* row);

/// The name of the contract's product in output (R-V-5).
[[nodiscard]] std::string product_name(const contract_id& id, const contract_row* row);

/// Returns `text` with ASCII letters in upper case.
[[nodiscard]] std::string upper_case(std::string_view text);

/// The exchange root paired with a symbol code by the alias table (`EP` gives `ES`), if listed.
[[nodiscard]] std::optional<std::string_view> exchange_root(std::string_view symbol_code);

/// Brings the two names of one product to one form: `ES` and `EP` both give `EP`, everything else
/// itself. The argument must be upper case.
[[nodiscard]] std::string_view canonical_product(std::string_view key);

/// A configured value per product, found through the alias set of a contract. If several keys match
/// one contract, the byte-wise lowest applies (R-Y-8).
template <class Value>
[[nodiscard]] std::optional<Value> find_for(const std::map<std::string, Value>& by_product,
                                            const std::vector<std::string>& aliases) {
  // Both sequences ascend and keys are stored in upper case, so the first hit is the lowest key.
  for (const auto& name : aliases)
    if (const auto found = by_product.find(name); found != by_product.end())
      return found->second;
  return std::nullopt;
}

} // namespace riskd::domain
