#pragma once

#include "tests/bench/stopwatch.hpp"

#include <cstdint>
#include <vector>

namespace riskd::bench {

/// How long a few bytes take to another thread and back over TCP on loopback, with blocking calls
/// and a pause before each round trip: what the machine itself asks for what riskd does.
[[nodiscard]] std::vector<nanoseconds_count> measure_round_trips(std::uint64_t count);

} // namespace riskd::bench
