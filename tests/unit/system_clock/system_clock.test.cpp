#define CAF_SUITE system_clock.clock

#include "adapters/system_clock/system_clock.hpp"

#include <caf/test/unit_test.hpp>

#include <ctime>

namespace system_clock_clock {

using namespace riskd;

namespace {

domain::duration kernel_reading(clockid_t clock) {
  timespec reading{};
  clock_gettime(clock, &reading);
  return std::chrono::floor<domain::duration>(std::chrono::seconds{reading.tv_sec}
                                              + std::chrono::nanoseconds{reading.tv_nsec});
}

} // namespace

CAF_TEST(the wall clock lies between two readings of the kernel clock) {
  const auto before = kernel_reading(CLOCK_REALTIME);
  const auto reading = adapters::system_clock{}.now();
  const auto after = kernel_reading(CLOCK_REALTIME);
  CAF_CHECK(before <= reading.wall.time_since_epoch());
  CAF_CHECK(reading.wall.time_since_epoch() <= after);
}

// R-L-11: the monotonic clock counts suspend, so it must be CLOCK_BOOTTIME.
CAF_TEST(the monotonic clock lies between two readings of the boot clock) {
  const auto before = kernel_reading(CLOCK_BOOTTIME);
  const auto reading = adapters::system_clock{}.now();
  const auto after = kernel_reading(CLOCK_BOOTTIME);
  CAF_CHECK(before <= reading.monotonic);
  CAF_CHECK(reading.monotonic <= after);
}

CAF_TEST(the monotonic clock never runs backwards) {
  const auto clock = adapters::system_clock{};
  auto last = clock.now().monotonic;
  int steps_back = 0;
  for (int i = 0; i < 10'000; ++i) {
    const auto next = clock.now().monotonic;
    steps_back += next < last ? 1 : 0;
    last = next;
  }
  CAF_CHECK_EQUAL(steps_back, 0);
}

} // namespace system_clock_clock
