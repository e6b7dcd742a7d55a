#pragma once

#include "domain/ports/wall_clock.hpp"
#include "domain/standing.hpp"

#include <map>
#include <optional>

namespace riskd::domain {

/// Measures how long locks have to run on the monotonic clock, so that moving the wall clock
/// neither ends one early nor shortens it (R-L-10, R-L-11).
class lock_clock {
public:
  /// Starts the measure of locks that are new or end later than before, and forgets those that are
  /// over. The first sight of a lock decides its remainder from UTC, also after a restart (R-L-12).
  void follow(const lock_set& locks, const clock_reading& now);

  /// True if both clocks have passed the lock's end. Open-ended locks are never over.
  [[nodiscard]] bool is_over(const lock& x, const clock_reading& now) const;

  /// The wall-clock instant at which the next lock can end, as far as can be told now.
  [[nodiscard]] std::optional<time_point> next_end(const lock_set& locks,
                                                   const clock_reading& now) const;

  friend bool operator==(const lock_clock&, const lock_clock&) = default;

private:
  struct measure {
    time_point until;
    duration monotonic_end{};

    friend bool operator==(const measure&, const measure&) = default;
  };

  std::map<rule_id, measure> measures_;
};

} // namespace riskd::domain
