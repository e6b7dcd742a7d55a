#pragma once

#include "adapters/terminal/style.hpp"
#include "apps/riskctl/command_line.hpp"

#include <filesystem>

namespace riskd::riskctl {

/// Has the daemon look at the way to every gateway, on its own sessions, and shows what it found.
/// If riskd is not running, the ways that the file of `--config` names are tried from here, without
/// a login (R-O-3). Exit code 1 if a check failed.
[[nodiscard]] exit_code diagnose(const wish& wanted, const std::filesystem::path& socket,
                                 const terminal::style& look);

} // namespace riskd::riskctl
