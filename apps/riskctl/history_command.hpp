#pragma once

#include "adapters/terminal/style.hpp"
#include "apps/riskctl/command_line.hpp"
#include "apps/riskctl/exit_code.hpp"

#include <filesystem>

namespace riskd::riskctl {

/// True for the commands that `show_history` carries out.
[[nodiscard]] bool is_of_the_past(const wish& wanted);

/// Shows what the daemon has on record: the locks of the past, the audit, why an account is locked,
/// or what followed from a breach.
[[nodiscard]] exit_code show_history(const wish& wanted, const std::filesystem::path& socket,
                                     const terminal::style& look);

} // namespace riskd::riskctl
