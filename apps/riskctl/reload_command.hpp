#pragma once

#include "adapters/terminal/style.hpp"
#include "apps/riskctl/command_line.hpp"

#include <filesystem>

namespace riskd::riskctl {

/// Has the daemon read its configuration again and tells what that changed, and what will change.
exit_code reload(const wish& wanted, const std::filesystem::path& socket,
                 const terminal::style& look);

} // namespace riskd::riskctl
