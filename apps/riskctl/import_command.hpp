#pragma once

#include "apps/riskctl/command_line.hpp"

namespace riskd::riskctl {

/// Turns a broker's trade export into a recording on standard output.
[[nodiscard]] exit_code import_export(const wish& wanted);

} // namespace riskd::riskctl
