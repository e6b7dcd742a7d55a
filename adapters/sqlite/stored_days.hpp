#pragma once

#include "adapters/sqlite/stored_history.hpp"
#include "domain/ids.hpp"
#include "domain/money.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace riskd::sqlite {

/// What is on record of one account on one trading day.
struct stored_day {
  domain::account_id account;
  std::string name;
  /// `YYYY-MM-DD`, the date of its last instant.
  std::string day;
  /// Trades that are not voided; those of them that have a result.
  std::int64_t trades = 0;
  std::int64_t closing_trades = 0;
  /// Sum of their results before costs.
  domain::money gross;
  domain::money fees;
  domain::money commissions;
  /// What riskd put on record at the reset that ended the day; nothing before that.
  std::optional<domain::money> recorded_realized;
  std::optional<std::int64_t> recorded_trades;
};

/// Reads the ledger, by account and day.
/// @param account Name or id of the only account wanted; empty for all.
[[nodiscard]] domain::result<std::vector<stored_day>> read_days(stored_history& store,
                                                                const std::string& account);

/// One line for each day under a line of titles; money in dollars (R-V-9).
[[nodiscard]] std::string days_as_csv(const std::vector<stored_day>& days);

} // namespace riskd::sqlite
