#pragma once

#include "adapters/control_api/answer_desk.hpp"
#include "adapters/control_api/hours_routes.hpp"
#include "domain/ports/story_port.hpp"
#include "domain/ports/wall_clock.hpp"

namespace riskd::control_api {

/// What the routes about days and moments read from.
struct day_sources {
  const domain::story_port& stories;
  /// Knows the accounts that are guarded, and when their days begin.
  hours_service& hours;
  const domain::wall_clock& clock;
  answer_desk& desk;
};

/// `GET /v1/report` tells what a trading day came to, and `GET /v1/moments/{name}` what was in
/// force for an account at a moment of the past; for traders. Both read the disk; see
/// `history_routes`.
/// @pre what `from` refers to outlives the table
[[nodiscard]] route_table day_routes(const day_sources& from);

} // namespace riskd::control_api
