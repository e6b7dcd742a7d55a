#pragma once

#include "adapters/control_api/routes.hpp"
#include "domain/ports/operator_port.hpp"

namespace riskd::control_api {

/// The routes by which an administrator asks the daemon to do something (R-O-1).
/// @pre `daemon` outlives the table
[[nodiscard]] route_table admin_routes(domain::operator_port& daemon);

} // namespace riskd::control_api
