#pragma once

#include "adapters/control_api/routes.hpp"
#include "domain/measurements.hpp"
#include "domain/ports/status_port.hpp"
#include "domain/ports/wall_clock.hpp"

#include <chrono>

namespace riskd::control_api {

/// Where Prometheus finds `metrics_text`.
constexpr const char* metrics_path = "/v1/metrics";

/// Age at which a status proves nothing any more.
constexpr std::chrono::seconds usual_staleness{10};

/// The routes that tell about the daemon, each open to traders (R-O-1). They read what the status
/// board published last and nothing else.
///
/// @param stale_after Age at which a status proves nothing any more; see `readiness_of`. A working
/// board publishes every few seconds, whatever happens.
/// @param measured Told with the metrics, if it is not null.
/// @pre what is given outlives the table
[[nodiscard]] route_table read_routes(const domain::status_port& status,
                                      const domain::wall_clock& clock,
                                      std::chrono::seconds stale_after = usual_staleness,
                                      const domain::measurements* measured = nullptr);

} // namespace riskd::control_api
