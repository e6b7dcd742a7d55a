#pragma once

#include "adapters/terminal/style.hpp"
#include "apps/riskctl/command_line.hpp"
#include "apps/riskctl/exit_code.hpp"

#include <filesystem>

namespace riskd::riskctl {

/// Shows what the daemon has on record: the locks of the past, the audit, or why an account
/// is locked.
[[nodiscard]] exit_code show_history(const wish& wanted, const std::filesystem::path& socket,
                                     const terminal::style& look);

} // namespace riskd::riskctl
