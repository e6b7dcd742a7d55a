#pragma once

#include "adapters/logging/logger.hpp"
#include "adapters/service/service_reporter.hpp"
#include "domain/ports/status_port.hpp"
#include "domain/ports/wall_clock.hpp"

#include <memory>

namespace riskd::app {

/// Starts telling the service manager how the daemon is. Null without one, or if it cannot be
/// reached: that is logged, and no reason not to guard accounts.
/// @pre `status` and `clock` outlive the reporter
[[nodiscard]] std::unique_ptr<service::service_reporter>
report_to_service(const domain::status_port& status, const domain::wall_clock& clock,
                  const logging::logger& log);

} // namespace riskd::app
