#pragma once

#include "domain/time_zone.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace riskd::domain {

/// A session that ends before its usual time.
struct early_close {
  /// Local time of the session date.
  std::chrono::seconds time{};
  /// Empty means the zone of the session itself (R-T-11).
  std::optional<time_zone> zone;

  friend bool operator==(const early_close&, const early_close&) = default;
};

/// Session dates on which the market is closed or closes early (R-T-11, R-T-12). Every question of
/// precedence between defaults, exchange and operator is settled before this is made.
struct trading_calendar {
  /// A year without an entry is a year of which nothing is known (R-009-7).
  std::map<std::chrono::year, std::set<std::chrono::year_month_day>> holidays;
  /// Several on one date: the earliest applies (R-Y-20).
  std::map<std::chrono::year_month_day, std::vector<early_close>> early_closes;

  friend bool operator==(const trading_calendar&, const trading_calendar&) = default;
};

} // namespace riskd::domain
