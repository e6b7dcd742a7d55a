#pragma once

#include "apps/riskmon/command_line.hpp"

namespace riskd::riskmon {

/// Takes in agents and shows what they tell until it is asked to end.
/// @pre signals are blocked
[[nodiscard]] app::exit_code run_hub(const hub_choice& wanted);

} // namespace riskd::riskmon
