#pragma once

#include "domain/time.hpp"

namespace riskd::domain {

/// A pair of readings of the two clocks, taken together.
struct clock_reading {
  /// UTC.
  time_point wall;
  /// Time since an arbitrary start, counting suspend (CLOCK_BOOTTIME). Never steps.
  duration monotonic{};
};

/// The outside world's clocks. Calendar decisions use the wall clock, remaining times the monotonic
/// one (R-L-11). Calls are thread-safe and do not block.
class wall_clock {
public:
  wall_clock() = default;
  wall_clock(const wall_clock&) = delete;
  wall_clock& operator=(const wall_clock&) = delete;
  virtual ~wall_clock() = default;

  [[nodiscard]] virtual clock_reading now() const = 0;
};

} // namespace riskd::domain
