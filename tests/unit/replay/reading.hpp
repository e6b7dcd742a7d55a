#pragma once

#include "domain/replay.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::test {

/// Writes what a line says with every member that is present.
std::string describe(const domain::replay_report& x);

/// Reads a recording and writes each event as `<line> <time> <what>`; an error comes last, as
/// `line 3, column 7: <reason>`.
std::vector<std::string> read_all(std::string_view recording);

/// What the one line says, without its number and time; or its error.
std::string read_one(std::string_view line);

/// A line at 2026-03-03T15:00:00Z; `members` is what follows `ts`.
std::string line_with(std::string_view members);

} // namespace riskd::test
