#pragma once

#include "adapters/dashboard/told_document.hpp"
#include "domain/fleet/fleet_status.hpp"

#include <string>
#include <vector>

namespace riskd::dashboard {

// The answers about what a hub keeps. Records come and go newest first.

/// The answer to `GET /api/daemons/{daemon}/accounts/{account}/timelines`.
[[nodiscard]] std::string timelines_text(const std::vector<domain::story_report>& stories);

/// The answer to `GET /api/daemons/{daemon}/log`.
[[nodiscard]] std::string log_text(const std::vector<domain::audit_report>& records);

/// The answer to `GET /api/alarms`: at most `count`. What is written down may lag behind what is
/// known, which counts where both have an alarm.
[[nodiscard]] std::string alarms_text(const std::vector<domain::fleet_alarm>& kept,
                                      const std::vector<domain::fleet_alarm>& known,
                                      std::size_t count);

} // namespace riskd::dashboard
