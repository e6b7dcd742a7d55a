#pragma once

#include "tests/bench/stopwatch.hpp"

#include <nlohmann/json_fwd.hpp>

#include <iosfwd>
#include <string>
#include <vector>

namespace riskd::bench {

// What all reports of this program have in common.

/// A half is rounded away from zero, in the third digit after the point.
[[nodiscard]] double ratio_of(nanoseconds_count a, nanoseconds_count b);

[[nodiscard]] double microseconds(nanoseconds_count x);

/// What the numbers depend on.
[[nodiscard]] nlohmann::ordered_json machine_json();

void print_machine(std::ostream& out);

void print_complaints(std::ostream& out, const std::vector<std::string>& complaints);

} // namespace riskd::bench
