#pragma once

#include "adapters/terminal/style.hpp"
#include "apps/riskctl/command_line.hpp"

namespace riskd::riskctl {

/// Prints what the thirteen rules of each account are configured as in the file `wanted.config`,
/// and which layer each value comes from.
[[nodiscard]] exit_code show_rules(const wish& wanted, const terminal::style& look);

} // namespace riskd::riskctl
