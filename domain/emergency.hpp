#pragma once

#include "domain/account_state.hpp"
#include "domain/commands.hpp"
#include "domain/id_source.hpp"

#include <vector>

namespace riskd::domain {

/// What is left to do for an account that nobody can plan for any more: cancel every live order and
/// close every open position of the last good view, cancels first (R-L-16).
[[nodiscard]] std::vector<command_ticket> close_everything(const account_state& state,
                                                           id_source& ids, time_point now);

} // namespace riskd::domain
