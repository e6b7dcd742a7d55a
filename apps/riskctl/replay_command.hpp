#pragma once

#include "adapters/terminal/style.hpp"
#include "apps/riskctl/command_line.hpp"

namespace riskd::riskctl {

/// Judges the recorded events of `wanted.events` under the configuration `wanted.config` and prints
/// what was decided (`rules.md` section 13).
[[nodiscard]] exit_code replay(const wish& wanted, const terminal::style& look);

} // namespace riskd::riskctl
