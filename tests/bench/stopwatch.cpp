#include "tests/bench/stopwatch.hpp"

#include <time.h>

#include <algorithm>

namespace riskd::bench {

namespace {

nanoseconds_count read(clockid_t clock) {
  timespec reading{};
  clock_gettime(clock, &reading);
  return nanoseconds_count{reading.tv_sec} * 1'000'000'000 + reading.tv_nsec;
}

/// @param per_mille In thousandths, 1000 for the largest sample.
nanoseconds_count at_rank(const std::vector<nanoseconds_count>& sorted, std::size_t per_mille) {
  const auto rank = (sorted.size() * per_mille + 999) / 1000;
  return sorted[std::max<std::size_t>(rank, 1) - 1];
}

} // namespace

nanoseconds_count wall_nanoseconds() {
  return read(CLOCK_REALTIME);
}

nanoseconds_count steady_nanoseconds() {
  return read(CLOCK_MONOTONIC);
}

nanoseconds_count processor_nanoseconds() {
  return read(CLOCK_PROCESS_CPUTIME_ID);
}

percentiles percentiles_of(std::vector<nanoseconds_count> samples) {
  if (samples.empty())
    return {};
  std::sort(samples.begin(), samples.end());
  return {samples.size(),        at_rank(samples, 500), at_rank(samples, 900),
          at_rank(samples, 990), at_rank(samples, 999), samples.back()};
}

} // namespace riskd::bench
