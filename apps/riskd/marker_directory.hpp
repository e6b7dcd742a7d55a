#pragma once

#include <filesystem>

namespace riskd::app {

/// Where the marker is kept that says which accounts were ever guarded, apart from the store
/// (R-P-4):
/// `/var/lib/riskd-marker` as a service, else `$XDG_STATE_HOME/riskd-marker`.
[[nodiscard]] std::filesystem::path marker_directory();

} // namespace riskd::app
