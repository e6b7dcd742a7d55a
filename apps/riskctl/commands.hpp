#pragma once

#include "adapters/terminal/style.hpp"
#include "apps/riskctl/command_line.hpp"
#include "apps/riskctl/exit_code.hpp"

#include <filesystem>

namespace riskd::riskctl {

/// Does what is wanted: prints answers on standard output and complaints on standard error.
[[nodiscard]] exit_code run(const wish& wanted, const CLI::App& app,
                            const std::filesystem::path& socket, const terminal::style& look);

} // namespace riskd::riskctl
