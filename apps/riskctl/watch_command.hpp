#pragma once

#include "adapters/terminal/style.hpp"
#include "apps/riskctl/command_line.hpp"
#include "apps/riskctl/exit_code.hpp"

#include <filesystem>

namespace riskd::riskctl {

/// `watch`: shows the status live on the whole terminal until the user quits, or SIGINT, SIGTERM or
/// SIGHUP comes. However it ends, the terminal is then as it was.
exit_code watch_daemon(const wish& wanted, const std::filesystem::path& socket,
                       const terminal::style& look);

} // namespace riskd::riskctl
