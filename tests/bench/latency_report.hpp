#pragma once

#include "tests/bench/latency.hpp"

#include <iosfwd>

namespace riskd::bench {

/// Prints machine, method and numbers, as text for people or as one JSON object. Its first members
/// are flat, for programs that compare: ratio, floor and riskd of each percentile of each scene.
void print(std::ostream& out, const latency_result& found, bool json);

} // namespace riskd::bench
