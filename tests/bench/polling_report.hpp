#pragma once

#include "tests/bench/polling.hpp"

#include <iosfwd>

namespace riskd::bench {

/// Writes what was measured, as a table or as one JSON object.
void print(std::ostream& out, const polling_result& found, bool json);

} // namespace riskd::bench
