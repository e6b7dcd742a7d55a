#pragma once

#include <cstdint>
#include <vector>

namespace riskd::bench {

/// Nanoseconds of one of the kernel's clocks.
using nanoseconds_count = std::int64_t;

/// The wall clock, which the kernel also stamps packets with.
[[nodiscard]] nanoseconds_count wall_nanoseconds();

/// A clock that never steps, for durations.
[[nodiscard]] nanoseconds_count steady_nanoseconds();

/// Processor time of all threads of this process.
[[nodiscard]] nanoseconds_count processor_nanoseconds();

/// What a set of durations looks like, in nanoseconds.
struct percentiles {
  std::size_t count = 0;
  nanoseconds_count p50 = 0;
  nanoseconds_count p90 = 0;
  nanoseconds_count p99 = 0;
  nanoseconds_count p999 = 0;
  nanoseconds_count max = 0;
};

/// Percentiles by the nearest rank: the smallest sample that at least that share does not exceed.
[[nodiscard]] percentiles percentiles_of(std::vector<nanoseconds_count> samples);

} // namespace riskd::bench
