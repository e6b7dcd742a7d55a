#pragma once

#include "adapters/terminal/style.hpp"
#include "apps/riskctl/command_line.hpp"

#include <filesystem>

namespace riskd::riskctl {

/// Prints what the thirteen rules of each account are configured as and which layer each value
/// comes from: in the file `wanted.config`, or, if none is named, in the running daemon, with what
/// will change.
[[nodiscard]] exit_code show_rules(const wish& wanted, const std::filesystem::path& socket,
                                   const terminal::style& look);

} // namespace riskd::riskctl
