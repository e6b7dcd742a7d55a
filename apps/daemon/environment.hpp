#pragma once

#include <string>

namespace riskd::app {

/// The value of an environment variable; empty if there is none.
[[nodiscard]] std::string environment_variable(const char* name);

} // namespace riskd::app
