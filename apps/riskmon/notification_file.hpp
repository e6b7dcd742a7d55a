#pragma once

#include "config/settings.hpp"

#include <filesystem>
#include <optional>

namespace riskd::riskmon {

/// Reads whom to tell of alarms; nobody without a file. Prints every problem to standard error and
/// returns nothing if there is one.
[[nodiscard]] std::optional<config::notification_settings>
read_notifications(const std::optional<std::filesystem::path>& file);

} // namespace riskd::riskmon
