#pragma once

#include "config/load_context.hpp"
#include "config/settings.hpp"
#include "domain/time_zone.hpp"

#include <filesystem>
#include <optional>

namespace riskd::app {

/// What loading needs from this process and its clock.
[[nodiscard]] config::load_context load_context_of(config::load_purpose purpose,
                                                   const domain::time_zone_source& zones);

/// Loads the configuration and prints every problem to standard error. Returns nothing if it was
/// refused.
[[nodiscard]] std::optional<config::configuration>
load_configuration(const std::filesystem::path& file, config::load_purpose purpose,
                   const domain::time_zone_source& zones);

} // namespace riskd::app
