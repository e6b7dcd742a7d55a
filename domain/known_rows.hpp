#pragma once

#include "domain/account_state.hpp"
#include "domain/replay.hpp"

#include <vector>

namespace riskd::domain {

/// The rows that tell what is known of an account, in the order in which its broker would list
/// them: contracts in play, the account, its trades, its live orders, its positions, their quotes.
/// A recording that begins in the middle of a day begins with them, so that its replay knows as
/// much. What we decided, such as locks, is not among them: replay decides anew. Nor is which fill
/// turned a position round, because no row of the broker tells.
[[nodiscard]] std::vector<replay_report> known_rows(const account_state& state);

} // namespace riskd::domain
