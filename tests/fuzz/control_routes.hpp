#pragma once

#include "adapters/control_api/routes.hpp"
#include "domain/virtual_clock.hpp"

namespace riskd::fuzz {

/// The routes of the daemon that answer at once, over a fixed status, with a daemon behind them
/// that agrees to everything.
[[nodiscard]] const control_api::route_table& prompt_routes();

/// Those, and the ones about the past, which have to be asked until they have read it.
[[nodiscard]] const control_api::route_table& all_routes();

/// The clock of those routes, which stands still.
[[nodiscard]] const domain::wall_clock& still_clock();

} // namespace riskd::fuzz
