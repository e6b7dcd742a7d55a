#pragma once

#include "domain/events.hpp"
#include "domain/time.hpp"

#include <cstdint>
#include <random>

namespace riskd::simulator {

/// Seeded random choices; the same seed gives the same run on every compiler.
class randomness {
public:
  explicit randomness(std::uint64_t seed) : engine_(seed) {
  }

  /// A number in `[low, high]`. @pre `low <= high`
  [[nodiscard]] std::int64_t between(std::int64_t low, std::int64_t high);

  /// True in `percent` of 100 cases.
  [[nodiscard]] bool chance(std::int64_t percent) {
    return between(1, 100) <= percent;
  }

  [[nodiscard]] domain::side either_side() {
    return (engine_() & 1U) == 0 ? domain::side::buy : domain::side::sell;
  }

  /// `base` plus or minus up to `percent` of it.
  [[nodiscard]] domain::duration jittered(domain::duration base, std::int64_t percent);

  /// The time until the next of events that come independently, `mean` apart on average.
  [[nodiscard]] domain::duration interval(domain::duration mean);

  /// The sum of coin flips worth +1 or -1 whose variance is `variance_millionths` / 1e6: an
  /// approximately normal step of a random walk in whole ticks.
  [[nodiscard]] std::int64_t step(std::int64_t variance_millionths);

private:
  std::mt19937_64 engine_;
};

} // namespace riskd::simulator
