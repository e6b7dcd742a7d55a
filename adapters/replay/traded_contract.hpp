#pragma once

#include "domain/ids.hpp"
#include "domain/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace riskd::replay {

/// A contract as an export names it, and as the gateway would.
struct traded_contract {
  domain::contract_id id;
  /// `MNQM5`
  std::string name;
  /// `F.US.MNQ`; contracts of one product have the same.
  std::string symbol_id;
};

/// Reads an exchange name such as `MNQM5` or `6JM25`. A year of one digit is the first such year in
/// which the contract could still be traded at `traded`. Returns nothing if the name has another
/// form.
[[nodiscard]] std::optional<traded_contract> contract_named(std::string_view name,
                                                            domain::time_point traded);

/// Reads the gateway's symbol id such as `F.US.MNQ`, which leaves the month open. Returns nothing
/// if the text has another form.
[[nodiscard]] std::optional<traded_contract> contract_of_symbol(std::string_view symbol_id);

} // namespace riskd::replay
