#pragma once

#include "domain/time.hpp"
#include "domain/time_zone.hpp"

#include <chrono>

namespace riskd::domain {

/// Where the trading day begins: one boundary per calendar day at a local time (R-T-5).
struct reset_rule {
  std::chrono::seconds time_of_day = std::chrono::hours{17};
  time_zone zone;

  friend bool operator==(const reset_rule&, const reset_rule&) = default;
};

/// A trading day `[begin, end)` between two reset boundaries (R-V-11).
struct trading_day {
  time_point begin;
  time_point end;
  /// The local date of the last microsecond of the day.
  std::chrono::year_month_day id{};

  [[nodiscard]] bool contains(time_point x) const {
    return begin <= x && x < end;
  }

  friend bool operator==(const trading_day&, const trading_day&) = default;
};

/// Returns the trading day that contains `instant`.
[[nodiscard]] trading_day day_at(const reset_rule& rule, time_point instant);

/// Returns the trading day that ends where `day` begins.
[[nodiscard]] trading_day day_before(const reset_rule& rule, const trading_day& day);

} // namespace riskd::domain
