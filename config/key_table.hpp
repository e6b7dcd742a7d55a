#pragma once

#include "config/schema.hpp"

namespace riskd::config {

/// The whole configuration file (`rules.md` 11.1).
[[nodiscard]] const node& root_section();

/// One login: `gateway`, or an entry of `gateways`.
[[nodiscard]] const node& gateway_section();

/// One entry of `accounts`.
[[nodiscard]] const node& account_section();

/// A file that only tells who is told: `version` and `notifications`, as in the configuration.
[[nodiscard]] const node& notification_file_section();

/// One entry of `notifications.channels`.
[[nodiscard]] const node& channel_section();

} // namespace riskd::config
