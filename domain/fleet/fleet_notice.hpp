#pragma once

#include "domain/fleet/fleet_status.hpp"
#include "domain/notice.hpp"

namespace riskd::domain {

/// Tells people that an alarm of a hub was raised or has ended.
[[nodiscard]] notice notice_of(const fleet_alarm& alarm);

} // namespace riskd::domain
