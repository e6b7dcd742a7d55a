#pragma once

#include "adapters/terminal/style.hpp"
#include "apps/riskctl/command_line.hpp"

namespace riskd::riskctl {

/// Asks a hub instead of a riskd, and shows all daemons that it watches with their accounts. Not
/// healthy if any of them is not, or if that is not known.
/// @pre `wanted.hub.address`
[[nodiscard]] exit_code show_hub(const wish& wanted, const terminal::style& look);

} // namespace riskd::riskctl
