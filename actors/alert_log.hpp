#pragma once

#include "adapters/logging/logger.hpp"
#include "domain/records.hpp"

namespace riskd {

/// Writes an alert into the technical log, as loud as it is severe.
void log_alert(const logging::logger& log, const domain::alert_record& alert);

} // namespace riskd
