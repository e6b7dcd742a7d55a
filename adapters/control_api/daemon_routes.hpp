#pragma once

#include "adapters/control_api/routes.hpp"
#include "domain/ports/operator_port.hpp"

namespace riskd::control_api {

/// The routes that ask the daemon itself: what an administrator wants done (R-O-1), and which
/// configuration is in force.
/// @pre `daemon` outlives the table
[[nodiscard]] route_table daemon_routes(domain::operator_port& daemon);

} // namespace riskd::control_api
