#pragma once

#include "adapters/control_api/routes.hpp"
#include "domain/ports/status_port.hpp"
#include "domain/ports/wall_clock.hpp"

#include <chrono>

namespace riskd::control_api {

/// Where Prometheus finds `metrics_text`.
constexpr const char* metrics_path = "/v1/metrics";

/// The routes that tell about the daemon, each open to traders (R-O-1). They read what the status
/// board published last and nothing else.
///
/// @param stale_after Age at which a status proves nothing any more; see `readiness_of`. A working
/// board publishes every few seconds, whatever happens.
/// @pre `status` and `clock` outlive the table
[[nodiscard]] route_table read_routes(const domain::status_port& status,
                                      const domain::wall_clock& clock,
                                      std::chrono::seconds stale_after = std::chrono::seconds{10});

} // namespace riskd::control_api
