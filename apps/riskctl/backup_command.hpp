#pragma once

#include "apps/riskctl/command_line.hpp"

#include <filesystem>

namespace riskd::riskctl {

/// Has the daemon make a backup of its store, waits for its end and tells where it is.
[[nodiscard]] exit_code back_up(const wish& wanted, const std::filesystem::path& socket);

} // namespace riskd::riskctl
