#pragma once

#include "domain/account_settings.hpp"
#include "domain/account_state.hpp"

namespace riskd::domain {

// What S1 keeps up to date for the rules besides the event itself. It follows from the facts and
// the configuration alone (R-S-1).

/// Brings the account's activity, session and stops in line with settings that are new to it.
void adopt_settings(account_state& state, const account_settings& settings, time_point now);

/// A quote was applied: the best marks follow (R-012-1). `low` and `high` are the extreme last
/// prices of quotes that were merged into this one (R-X-4).
void follow_quote(account_state& state, const contract_id& contract,
                  const std::optional<price>& low, const std::optional<price>& high,
                  const account_settings& settings);

/// Ends S1 of a step: time without a stop, the session, the stops that are wanted.
void finish_upkeep(account_state& state, step_deltas& deltas, time_point now,
                   const account_settings& settings);

/// Notes since when each position is without the stop that RULE-008 asks for (R-008-3). Only events
/// of positions and orders can change that.
void follow_coverage(account_state& state, time_point now, const account_settings& settings);

} // namespace riskd::domain
