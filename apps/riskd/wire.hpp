#pragma once

#include "apps/riskd/command_line.hpp"
#include "config/settings.hpp"
#include "domain/time_zone.hpp"

namespace riskd::app {

/// Builds the daemon from its configuration, runs it until a signal ends it, and takes it apart
/// again in an order that always ends. The only place that knows concrete adapters.
/// @pre SIGTERM, SIGINT and SIGHUP are blocked in every thread
[[nodiscard]] exit_code run_daemon(const config::configuration& settings, const command_line& line,
                                   const domain::time_zone_source& zones);

} // namespace riskd::app
