#pragma once

#include "domain/events.hpp"

#include <string_view>
#include <variant>
#include <vector>

namespace riskd::test {

/// One event of one account.
struct account_line {
  domain::account_id account;
  domain::account_payload payload;
};

/// A link to the gateway changed, or is reported as it was.
struct link_line {
  domain::link which{};
  bool up = false;
};

/// Time passed.
struct clock_line {};

/// The daemon starts anew with what the journal kept. Not part of the replay format.
struct restart_line {};

/// One line of input.
struct scenario_line {
  domain::time_point at;
  std::variant<account_line, domain::contract_row, domain::quote_delta, link_line, clock_line,
               restart_line>
    what;
};

/// The input column of a scenario.
struct scenario_input {
  domain::time_point start;
  /// In order of time; the contract lines come first.
  std::vector<scenario_line> lines;
  /// True if the scenario tells accounts apart; records then name theirs.
  bool names_accounts = false;
};

/// The table of contracts (`rules.md` 14.1).
[[nodiscard]] const std::vector<domain::contract_row>& scenario_contracts();

/// Returns `MNQM` for the id of that contract, and the id itself if it is not in the table.
[[nodiscard]] std::string_view short_name(const domain::contract_id& id);

/// The inverse of `short_name`. Throws `std::invalid_argument` for a name not in the table.
[[nodiscard]] const domain::contract_row& contract_called(std::string_view name);

/// Reads the input column of a scenario (`rules.md` 14.1). Beyond the shorthand given there, `X`
/// stands for a restart. Throws `std::invalid_argument` for anything else.
///
/// @param describes_contracts Whether to begin with lines for the contracts that are named.
[[nodiscard]] scenario_input parse_input(std::string_view text, bool describes_contracts);

} // namespace riskd::test
