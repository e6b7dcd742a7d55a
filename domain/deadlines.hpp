#pragma once

#include "domain/account_settings.hpp"
#include "domain/account_state.hpp"
#include "domain/records.hpp"

#include <optional>
#include <vector>

namespace riskd::domain {

/// What the timers of one instant did to the account's facts (R-T-1: all but those of locks).
struct fired_timers {
  account_state state;
  std::optional<reset_record> reset;
  /// `session_end_warning`, then `quote_stale` in byte order of contract id.
  std::vector<alert_record> alerts;
  /// What fills dated ahead amount to now that their day has begun (R-Y-16).
  activity_delta activity;
  /// True if any timer was due; only then does the instant cause a step.
  bool fired = false;
};

/// The next instant at which a timer of the account's facts is due: the end of the trading day, the
/// end of a transit, a quote growing stale, an edge of the session, the end of a grace. There
/// always is one. Locks have their own ends.
[[nodiscard]] time_point next_deadline(const account_state& state,
                                       const account_settings& settings);

/// Fires every timer due at `instant`. @pre No timer is due earlier (R-T-2)
[[nodiscard]] fired_timers fire_timers(account_state state, time_point instant,
                                       const account_settings& settings);

/// Moves an account that was last alive in an earlier day into the day of `now`: one reset, of the
/// latest boundary that passed; earlier missed ones are skipped (R-T-8).
[[nodiscard]] fired_timers catch_up_reset(account_state state, time_point now,
                                          const account_settings& settings);

} // namespace riskd::domain
