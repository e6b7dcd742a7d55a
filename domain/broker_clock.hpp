#pragma once

#include "domain/ports/wall_clock.hpp"

#include <atomic>

namespace riskd::domain {

/// The clocks as one broker sees them: local time, unless it disagrees with the broker's (R-L-12).
/// Between two looks at the broker's clock its time goes on with monotonic time, so that whoever
/// sets the local clock moves no deadline. Everything that concerns one login reads this clock, so
/// that expiry, trading days and time stamps agree. Monotonic time is never corrected.
class broker_clock final : public wall_clock {
public:
  /// Local and broker time may differ by this much; the header that tells the broker's counts whole
  /// seconds.
  static constexpr duration skew_max = std::chrono::seconds{5};

  /// @param local Outlives this clock.
  explicit broker_clock(const wall_clock& local);

  [[nodiscard]] clock_reading now() const override;

  /// Takes in what the broker's clock showed when this clock showed `read`. Returns how far the
  /// broker is ahead of local time; negative if it is behind.
  duration follow(time_point broker, const clock_reading& read);

  /// What is added to local time now; zero while the clocks agree.
  [[nodiscard]] duration correction() const;

private:
  [[nodiscard]] duration correction_of(const clock_reading& local) const;

  const wall_clock& local_;
  /// The broker's time less monotonic time.
  std::atomic<duration::rep> offset_;
};

} // namespace riskd::domain
