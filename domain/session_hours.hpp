#pragma once

#include "domain/trading_calendar.hpp"

#include <chrono>
#include <optional>
#include <vector>

namespace riskd::domain {

/// A weekly recurring part of the session (R-009-1).
struct session_window {
  /// Weekdays of the opening; ascending from Sunday, without repetition.
  std::vector<std::chrono::weekday> days;
  /// Local time of day of the opening.
  std::chrono::seconds start{};
  /// Local time of day of the closing; at or before `start` it lies on the next date.
  std::chrono::seconds end{};

  friend bool operator==(const session_window&, const session_window&) = default;
};

/// When trading is allowed, week by week.
struct session_hours {
  time_zone zone;
  std::vector<session_window> windows;
  bool respects_holidays = true;

  friend bool operator==(const session_hours&, const session_hours&) = default;
};

/// A stretch of time inside the session without any gap: `[open, close)` (R-009-3).
struct session_interval {
  time_point open;
  /// Empty if the session does not end within 400 days.
  std::optional<time_point> close;

  [[nodiscard]] bool contains(time_point x) const {
    return open <= x && (!close || x < *close);
  }

  friend bool operator==(const session_interval&, const session_interval&) = default;
};

/// The interval that contains `instant`, or else the next one that opens after it. Empty if none
/// opens within 400 days (R-009-4).
[[nodiscard]] std::optional<session_interval>
session_from(const session_hours& hours, const trading_calendar& calendar, time_point instant);

/// True if nothing is known of the holidays in the local year of `instant` although they are to be
/// respected (R-009-7).
[[nodiscard]] bool lacks_holidays(const session_hours& hours, const trading_calendar& calendar,
                                  time_point instant);

} // namespace riskd::domain
