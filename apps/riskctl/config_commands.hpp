#pragma once

#include "apps/riskctl/command_line.hpp"

namespace riskd::riskctl {

/// `config init`, `config validate`, `config show` and `config schema`: they make or read the file
/// `wanted.config` and need no daemon.
[[nodiscard]] exit_code run_config(const wish& wanted);

} // namespace riskd::riskctl
