#pragma once

#include "tests/bench/throughput.hpp"

#include <iosfwd>

namespace riskd::bench {

/// Prints machine, method and numbers, as text for people or as one JSON object.
void print(std::ostream& out, const throughput_result& found, bool json);

} // namespace riskd::bench
