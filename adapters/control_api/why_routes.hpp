#pragma once

#include "adapters/control_api/history_routes.hpp"
#include "domain/ports/wall_clock.hpp"

namespace riskd::control_api {

/// `GET /v1/why/{name}` tells why an account is locked, or how far each of its rules is from
/// firing, with the open positions and the latest trades behind the figures; for traders. The
/// trades are read from the disk; see `history_routes`.
/// @pre what `from` refers to and `clock` outlive the table
[[nodiscard]] route_table why_routes(const history_sources& from, const domain::wall_clock& clock);

/// How much more it takes until a figure reaches its limit, in the unit of both; 0 or less if it
/// has. Empty where the two are no amounts of the same kind. A limit below zero is reached from
/// above.
[[nodiscard]] std::optional<domain::measure>
distance_to(const std::optional<domain::measure>& limit,
            const std::optional<domain::measure>& observed);

} // namespace riskd::control_api
