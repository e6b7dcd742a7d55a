#include "adapters/system_clock/system_clock.hpp"

#include "domain/contract_check.hpp"

#include <ctime>

namespace riskd::adapters {

namespace {

domain::duration read(clockid_t clock) {
  timespec reading{};
  // Fails only for a clock that the kernel does not have; both are older than any kernel we run on.
  RISKD_ENSURES(clock_gettime(clock, &reading) == 0);
  return std::chrono::floor<domain::duration>(std::chrono::seconds{reading.tv_sec}
                                              + std::chrono::nanoseconds{reading.tv_nsec});
}

} // namespace

domain::clock_reading system_clock::now() const {
  return {domain::time_point{read(CLOCK_REALTIME)}, read(CLOCK_BOOTTIME)};
}

} // namespace riskd::adapters
