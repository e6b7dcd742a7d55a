#pragma once

#include "domain/instrument.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace riskd::domain {

/// A contract's catalogue row, if known, and the names derived from it, worked out once.
struct contract_facts {
  contract_id id;
  std::optional<contract_row> row;
  /// R-V-3
  std::string symbol;
  /// R-V-4; sorted
  std::vector<std::string> aliases;
  /// R-V-5
  std::string product;

  friend bool operator==(const contract_facts&, const contract_facts&) = default;
};

using contract_facts_ptr = std::shared_ptr<const contract_facts>;

/// @param row The catalogue row of `id`, or null if the gateway has not described it.
[[nodiscard]] contract_facts_ptr make_contract_facts(const contract_id& id,
                                                     const contract_row* row);

} // namespace riskd::domain
