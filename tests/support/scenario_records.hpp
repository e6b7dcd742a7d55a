#pragma once

#include "domain/records.hpp"

#include <optional>
#include <string>

namespace riskd::test {

/// One record: what was decided or told, when, and about which account.
struct scenario_record {
  domain::time_point at;
  /// Empty for what concerns no account (R-J-16).
  std::optional<domain::account_id> account;
  domain::decision what;
};

/// Writes a record in the shorthand of scenarios (`rules.md` 14.1), its time relative to `start`.
[[nodiscard]] std::string render(const scenario_record& record, domain::time_point start,
                                 bool names_accounts);

} // namespace riskd::test
