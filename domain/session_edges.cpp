#include "domain/session_edges.hpp"

namespace riskd::domain {

namespace {

/// How far ahead the calendar is looked at (R-009-4).
constexpr auto calendar_horizon = std::chrono::days{400};

bool is_current(const session_edges& edges, time_point now) {
  if (now < edges.looked_at)
    return false;
  // What does not happen within the horizon is looked for again when that is over.
  const auto close = edges.current ? edges.current->close : std::nullopt;
  return now < close.value_or(edges.looked_at + calendar_horizon);
}

std::optional<time_point> close_after(const rules::session_block_outside& rule,
                                      const trading_calendar& calendar, time_point instant) {
  const auto next = session_from(rule.hours, calendar, instant);
  return next ? next->close : std::nullopt;
}

} // namespace

session_edges look_at_session(const rules::session_block_outside& rule,
                              const trading_calendar& calendar, time_point now) {
  session_edges edges;
  edges.current = session_from(rule.hours, calendar, now);
  edges.looked_at = now;
  edges.warned_close = edges.current ? edges.current->close : std::nullopt;
  while (edges.warned_close && *edges.warned_close - rule.warn_before_end <= now)
    session_warned(edges, rule, calendar);
  return edges;
}

void follow_session(session_edges& edges, const rules::session_block_outside& rule,
                    const trading_calendar& calendar, time_point now) {
  if (is_current(edges, now))
    return;
  edges.current = session_from(rule.hours, calendar, now);
  edges.looked_at = now;
  if (!edges.warned_close)
    edges.warned_close = edges.current ? edges.current->close : std::nullopt;
}

std::optional<time_point> next_session_warning(const session_edges& edges,
                                               const rules::session_block_outside& rule) {
  if (!edges.warned_close || rule.warn_before_end == std::chrono::seconds{0})
    return std::nullopt;
  return *edges.warned_close - rule.warn_before_end;
}

void session_warned(session_edges& edges, const rules::session_block_outside& rule,
                    const trading_calendar& calendar) {
  edges.warned_close = close_after(rule, calendar, *edges.warned_close);
}

} // namespace riskd::domain
