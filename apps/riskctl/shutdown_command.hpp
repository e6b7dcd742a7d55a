#pragma once

#include "apps/riskctl/command_line.hpp"
#include "apps/riskctl/exit_code.hpp"

#include <filesystem>

namespace riskd::riskctl {

/// Has the daemon end, and waits until it has.
[[nodiscard]] exit_code shut_down(const wish& wanted, const std::filesystem::path& socket);

} // namespace riskd::riskctl
