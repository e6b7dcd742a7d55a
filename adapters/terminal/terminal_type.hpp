#pragma once

#include <string>

namespace riskd::terminal {

/// Says why no screen can be shown on standard output or no keys be read from standard input;
/// empty if nothing is in the way.
[[nodiscard]] std::string fault_of_terminal();

} // namespace riskd::terminal
