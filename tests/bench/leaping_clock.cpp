#include "tests/bench/leaping_clock.hpp"

namespace riskd::bench {

domain::clock_reading leaping_clock::now() const {
  const auto ahead = domain::duration{ahead_.load(std::memory_order_relaxed)};
  const auto read = system_.now();
  return {read.wall + ahead, read.monotonic + ahead};
}

void leaping_clock::leap(domain::duration by) {
  ahead_ += by.count();
}

} // namespace riskd::bench
