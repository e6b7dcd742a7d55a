#pragma once

#include "adapters/terminal/style.hpp"
#include "apps/riskctl/command_line.hpp"

#include <filesystem>

namespace riskd::riskctl {

/// Has the daemon compare its accounts with the broker, waits for the outcome and prints what
/// differed lately (R-G-5).
[[nodiscard]] exit_code reconcile(const wish& wanted, const std::filesystem::path& socket,
                                  const terminal::style& look);

} // namespace riskd::riskctl
