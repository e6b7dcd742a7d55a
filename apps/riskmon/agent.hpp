#pragma once

#include "apps/riskmon/command_line.hpp"

namespace riskd::riskmon {

/// Tells hubs of the riskd of this machine until it is asked to end.
/// @pre signals are blocked
[[nodiscard]] app::exit_code run_agent(const agent_choice& wanted);

} // namespace riskd::riskmon
