#pragma once

#include "domain/account_settings.hpp"
#include "domain/time.hpp"

#include <deque>

namespace riskd::domain {

/// Counts the incidents of an account's actors and says how long to wait before the next restart
/// (R-L-16). Times are monotonic.
class restart_budget {
public:
  /// How often one event may kill the child that works on it before it is set aside (R-F-19).
  static constexpr std::uint32_t deaths_max = 3;

  explicit restart_budget(supervision_budget budget = {}) : budget_(budget) {
  }

  /// Notes an incident: one event that kills its actor, however often, or one death for no event.
  /// Returns true if the budget is exceeded by it.
  bool note_incident(duration now) {
    incidents_.push_back(now);
    while (!incidents_.empty() && incidents_.front() <= now - budget_.window)
      incidents_.pop_front();
    return incidents_.size() > static_cast<std::size_t>(budget_.restarts);
  }

  /// Pause before restart number `deaths` in a row: short and doubling within the budget, 5 s
  /// beyond it.
  [[nodiscard]] duration pause(std::uint32_t deaths, bool exhausted) const {
    if (exhausted)
      return std::chrono::seconds{5};
    constexpr duration longest = std::chrono::milliseconds{200};
    auto wait = duration{std::chrono::milliseconds{5}};
    for (std::uint32_t i = 1; i < deaths && wait < longest; ++i)
      wait *= 2;
    return wait < longest ? wait : longest;
  }

private:
  supervision_budget budget_;
  std::deque<duration> incidents_;
};

} // namespace riskd::domain
