#pragma once

#include "domain/account_settings.hpp"

#include <chrono>
#include <memory>
#include <optional>

namespace riskd::domain {

/// What an account follows on one trading day, and what after it (R-C-8).
struct settings_plan {
  /// Null if the account is to be left alone.
  std::shared_ptr<const account_settings> now;
  std::optional<pending_settings> pending;
  /// The trading day that this was worked out for, by `now`.
  std::chrono::year_month_day day{};

  /// True for an account that the file does not list any more.
  [[nodiscard]] bool leaves() const {
    return pending && !pending->settings;
  }
};

/// Returns what the plan comes to at an instant: once its day is over, what was pending is in
/// force. A clock that shows an earlier day changes nothing. @pre `plan.now` is not null
[[nodiscard]] settings_plan on_day_of(settings_plan plan, time_point instant);

} // namespace riskd::domain
