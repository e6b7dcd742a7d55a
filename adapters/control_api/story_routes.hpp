#pragma once

#include "adapters/control_api/answer_desk.hpp"
#include "domain/ports/story_port.hpp"

namespace riskd::control_api {

/// What the routes that tell a story read from.
struct story_sources {
  const domain::story_port& stories;
  answer_desk& desk;
};

/// `GET /v1/timeline/{breach}` tells what followed from a breach, stage by stage, and what the
/// delay has cost; for traders. It reads the disk; see `history_routes`.
/// @pre what `from` refers to outlives the table
[[nodiscard]] route_table story_routes(const story_sources& from);

} // namespace riskd::control_api
