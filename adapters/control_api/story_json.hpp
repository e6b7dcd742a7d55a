#pragma once

#include "adapters/control_api/json_values.hpp"
#include "domain/breach_story.hpp"
#include "domain/history.hpp"

namespace riskd::control_api {

// What is on record of the past as JSON. Account ids are masked, delays are whole microseconds.

/// A trade of the past.
[[nodiscard]] json past_trade_json(const domain::past_trade& x);

/// A lock of the past.
[[nodiscard]] json past_lock_json(const domain::past_lock& x);

/// A record of the audit.
[[nodiscard]] json logged_json(const domain::logged_record& x);

/// A breach of the past.
[[nodiscard]] json past_breach_json(const domain::past_breach& x);

/// A command of the past and the first answer to it.
[[nodiscard]] json past_command_json(const domain::past_command& x);

/// A breach, the stages from the event that showed it to the end with their delays, what was done,
/// and what the delay has cost.
[[nodiscard]] json timeline_json(const domain::breach_story& x);

} // namespace riskd::control_api
