#pragma once

#include "adapters/system_clock/system_clock.hpp"

#include <atomic>

namespace riskd::bench {

/// The system's clocks, which the benchmark can set forward. Both move together, so that nothing
/// looks like a step of the wall clock.
///
/// A login may call its broker 190 times a minute and a reduction is verified a second after it
/// (R-F-14, R-G-5). Thousands of breaches in a row therefore need more time than anybody waits for;
/// between two of them, while nothing is measured, the benchmark lets that time be over.
class leaping_clock final : public domain::wall_clock {
public:
  [[nodiscard]] domain::clock_reading now() const override;

  void leap(domain::duration by);

private:
  adapters::system_clock system_;

  std::atomic<domain::duration::rep> ahead_{0};
};

} // namespace riskd::bench
