#pragma once

#include "adapters/terminal/style.hpp"
#include "apps/riskctl/command_line.hpp"
#include "apps/riskctl/exit_code.hpp"

#include <filesystem>

namespace riskd::riskctl {

/// Has the daemon send a test message to every receiver, waits until each was tried, and tells
/// which of them it reached.
[[nodiscard]] exit_code test_notifications(const wish& wanted, const std::filesystem::path& socket,
                                           const terminal::style& look);

} // namespace riskd::riskctl
