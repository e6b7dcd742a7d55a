#pragma once

#include "adapters/control_api/routes.hpp"
#include "domain/virtual_clock.hpp"

namespace riskd::fuzz {

/// All routes of the daemon that end, over a fixed status, with a daemon behind them that agrees to
/// everything.
[[nodiscard]] const control_api::route_table& daemon_route_table();

/// The clock of those routes, which stands still.
[[nodiscard]] const domain::wall_clock& still_clock();

} // namespace riskd::fuzz
