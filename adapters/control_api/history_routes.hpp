#pragma once

#include "adapters/control_api/answer_desk.hpp"
#include "domain/ports/history_port.hpp"
#include "domain/ports/status_port.hpp"

namespace riskd::control_api {

/// What the routes of the past read from.
struct history_sources {
  const domain::history_port& past;
  /// Knows the accounts that may be asked for.
  const domain::status_port& status;
  answer_desk& desk;
};

/// The routes that tell about the past, each open to traders: `GET /v1/history/locks`, `.../log`
/// and `.../trades`. They read the disk, so that the first answer is 202 and the same question
/// has to be asked again; see `answer_desk`.
/// @pre what `from` refers to outlives the table
[[nodiscard]] route_table history_routes(const history_sources& from);

} // namespace riskd::control_api
