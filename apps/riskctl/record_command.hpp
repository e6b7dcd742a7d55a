#pragma once

#include "adapters/terminal/style.hpp"
#include "apps/riskctl/command_line.hpp"
#include "apps/riskctl/exit_code.hpp"

#include <filesystem>

namespace riskd::riskctl {

/// `record start`, `record stop` and `record status`.
[[nodiscard]] exit_code record(const wish& wanted, const std::filesystem::path& socket);

} // namespace riskd::riskctl
