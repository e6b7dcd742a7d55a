#pragma once

#include "domain/rules/session_block_outside.hpp"

#include <optional>

namespace riskd::domain {

/// Where an account stands between session edges, kept so that only passing an edge looks at the
/// calendar.
struct session_edges {
  /// The interval of the session that contains `looked_at`, or else the next one.
  std::optional<session_interval> current;
  time_point looked_at;
  /// Close of the interval whose end is announced next (R-009-6).
  std::optional<time_point> warned_close;

  friend bool operator==(const session_edges&, const session_edges&) = default;
};

/// The edges as seen at `now`; what is due at `now` or before does not fire any more (R-T-3).
[[nodiscard]] session_edges look_at_session(const rules::session_block_outside& rule,
                                            const trading_calendar& calendar, time_point now);

/// The same at a later time. Costs nothing unless an edge was passed.
void follow_session(session_edges& edges, const rules::session_block_outside& rule,
                    const trading_calendar& calendar, time_point now);

/// When the end of the session is announced next (R-Y-19).
[[nodiscard]] std::optional<time_point>
next_session_warning(const session_edges& edges, const rules::session_block_outside& rule);

/// Moves on to the interval after the one that was announced.
void session_warned(session_edges& edges, const rules::session_block_outside& rule,
                    const trading_calendar& calendar);

} // namespace riskd::domain
