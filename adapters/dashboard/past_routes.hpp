#pragma once

#include "adapters/dashboard/hub_routes.hpp"

namespace riskd::dashboard {

/// What is answered from the history: days, timelines, log and alarms. The disk is read by the
/// desk; the answer waits for it.
[[nodiscard]] std::vector<hub_route> past_routes();

} // namespace riskd::dashboard
