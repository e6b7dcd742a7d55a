#pragma once

#include "domain/account_settings.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace riskd::test {

/// One entry of `accounts`: who is watched, and with what.
struct scenario_account {
  domain::account_id id;
  bool enabled = true;
  domain::account_settings settings;
};

/// The configuration of a scenario.
struct scenario_configuration {
  domain::account_settings base;
  /// Empty means that every account is watched with `base` (R-J-5).
  std::vector<scenario_account> accounts;
  /// False if the scenario leaves the catalogue empty.
  bool describes_contracts = true;

  /// The settings of a watched account, or null.
  [[nodiscard]] const domain::account_settings* find(domain::account_id id) const;

  /// True if the account is listed and switched off: its events are dropped without a word.
  [[nodiscard]] bool is_disabled(domain::account_id id) const;
};

/// Reads the configuration column of a scenario (`rules.md` 14.1), for example
/// `001 {limit: 1}; 003; pnl_basis: gross; stale 5; no contract lines`: the shorthand becomes a
/// configuration file, which is loaded as the programs load theirs for a replay.
///
/// Throws `std::invalid_argument` for anything that loading refuses, with its problems.
[[nodiscard]] scenario_configuration parse_configuration(std::string_view text);

} // namespace riskd::test
