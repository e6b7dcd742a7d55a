#pragma once

#include "apps/riskctl/command_line.hpp"
#include "apps/riskctl/exit_code.hpp"

#include <filesystem>

namespace riskd::riskctl {

/// `log --follow`: prints the latest records and then what is added, one line each, until the
/// daemon ends or nobody reads any more.
[[nodiscard]] exit_code follow_log(const wish& wanted, const std::filesystem::path& socket);

} // namespace riskd::riskctl
