#pragma once

#include "adapters/terminal/style.hpp"
#include "apps/riskctl/command_line.hpp"

#include <filesystem>

namespace riskd::riskctl {

/// Has the daemon prove that its rules fire, waits for the outcome and prints it. Not healthy if an
/// enabled rule did not.
[[nodiscard]] exit_code selftest(const wish& wanted, const std::filesystem::path& socket,
                                 const terminal::style& look);

} // namespace riskd::riskctl
