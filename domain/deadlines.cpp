#include "domain/deadlines.hpp"

#include "domain/contract_check.hpp"

#include <algorithm>
#include <utility>

namespace riskd::domain {

namespace {

bool reads_marks(const account_settings& settings) {
  const auto* loss = settings.rules.find<rules::daily_realized_loss>();
  const auto* profit = settings.rules.find<rules::daily_realized_profit>();
  return (loss && loss->include_unrealized) || (profit && profit->include_unrealized)
         || settings.rules.find<rules::daily_unrealized_loss>()
         || settings.rules.find<rules::max_unrealized_profit>()
         || settings.rules.find<rules::trade_management>();
}

bool watches_staleness(const account_settings& settings) {
  return settings.stale_after > std::chrono::seconds{0} && reads_marks(settings);
}

/// From when on the age of a position's quote counts (R-E-21, R-Y-28).
time_point freshness_base(const account_state& state, const position& held) {
  // What was restored has been waiting for a quote since then only (R-T-3).
  const auto base = std::max(held.opened, state.born);
  const auto market = state.quotes->find(held.contract);
  if (market == state.quotes->end() || !market->second.received)
    return base;
  return std::max(*market->second.received, base);
}

/// When the quote of a position grows stale, or nothing if that was reported already.
std::optional<time_point> stale_deadline(const account_state& state, const position& held,
                                         const account_settings& settings) {
  const auto base = freshness_base(state, held);
  const auto reported = state.reported_stale->find(held.contract);
  if (reported != state.reported_stale->end() && reported->second == base)
    return std::nullopt;
  return base + settings.stale_after;
}

/// When the grace of a position without a stop is over (R-008-4).
std::optional<time_point> grace_deadline(const position& held, const account_settings& settings) {
  const auto* rule = settings.rules.find<rules::no_stop_loss_grace>();
  return rule && held.uncovered_since ? std::optional{*held.uncovered_since + rule->grace_period}
                                      : std::nullopt;
}

/// The edges of the session that are still to come.
struct session_deadlines {
  std::optional<time_point> end;
  std::optional<time_point> warning;
};

session_deadlines session_deadlines_of(const account_state& state,
                                       const account_settings& settings) {
  const auto* rule = settings.rules.find<rules::session_block_outside>();
  if (!rule || !state.session)
    return {};
  return {state.session->current ? state.session->current->close : std::nullopt,
          next_session_warning(*state.session, *rule)};
}

/// Calls `visit` with the instant of every timer of the account's facts.
template <class Visitor>
void for_each_deadline(const account_state& state, const account_settings& settings,
                       Visitor&& visit) {
  visit(state.day.end);
  const auto session = session_deadlines_of(state, settings);
  if (session.end)
    visit(*session.end);
  if (session.warning)
    visit(*session.warning);
  for (const auto& [contract, each] : state.positions->transits())
    visit(each.until);
  const bool stale = watches_staleness(settings);
  for (const auto& [contract, held] : state.positions->open()) {
    // A grace that is over was told already.
    if (const auto due = grace_deadline(held, settings); due && !held.grace_over)
      visit(*due);
    if (const auto due = stale ? stale_deadline(state, held, settings) : std::nullopt)
      visit(*due);
  }
}

reset_record begin_day(account_state& state, const trading_day& next,
                       const account_settings& settings, activity_delta& activity) {
  const auto ended = day_before(settings.reset, next);
  const auto totals = state.trades.totals_of(ended);
  state.day = next;
  state.activity.begin_day(state.trades, next, activity);
  return {next.id, ended.id, next.begin, totals.realized(settings.basis), totals.trades};
}

/// R-009-6. The end of the session itself only causes the step.
bool fire_session(fired_timers& out, time_point instant, const account_settings& settings) {
  const auto due = session_deadlines_of(out.state, settings);
  const auto* rule = settings.rules.find<rules::session_block_outside>();
  if (due.warning == instant) {
    const auto& state = out.state;
    if (!state.positions->open().empty() || !state.orders.live().empty())
      out.alerts.push_back({alert_code::session_end_warning, std::nullopt, {}});
    session_warned(*out.state.session, *rule, settings.calendar);
  }
  return due.end == instant || due.warning == instant;
}

bool fire_graces(account_state& state, time_point instant, const account_settings& settings) {
  bool fired = false;
  const auto open = state.positions;
  for (const auto& [contract, held] : open->open())
    if (!held.grace_over && grace_deadline(held, settings) == instant) {
      state.positions.edit().open_position(contract).grace_over = true;
      fired = true;
    }
  return fired;
}

bool fire_transits(account_state& state, time_point instant) {
  const auto& transits = state.positions->transits();
  const bool due = std::any_of(transits.begin(), transits.end(),
                               [instant](const auto& row) { return row.second.until == instant; });
  if (due)
    state.positions.edit().expire_transits(instant);
  return due;
}

bool fire_staleness(fired_timers& out, time_point instant, const account_settings& settings) {
  bool fired = false;
  if (watches_staleness(settings))
    for (const auto& [contract, held] : out.state.positions->open())
      if (stale_deadline(out.state, held, settings) == instant) {
        out.state.reported_stale.edit()[contract] = freshness_base(out.state, held);
        out.alerts.push_back({alert_code::quote_stale, contract, {}});
        fired = true;
      }
  return fired;
}

} // namespace

time_point next_deadline(const account_state& state, const account_settings& settings) {
  auto earliest = state.day.end;
  for_each_deadline(state, settings, [&](time_point due) { earliest = std::min(earliest, due); });
  return earliest;
}

fired_timers fire_timers(account_state state, time_point instant,
                         const account_settings& settings) {
  RISKD_EXPECTS(next_deadline(state, settings) >= instant);
  fired_timers out;
  out.state = std::move(state);
  if (out.state.day.end == instant)
    out.reset = begin_day(out.state, day_at(settings.reset, instant), settings, out.activity);
  out.fired = out.reset.has_value();
  out.fired |= fire_session(out, instant, settings);
  out.fired |= fire_graces(out.state, instant, settings);
  out.fired |= fire_transits(out.state, instant);
  out.fired |= fire_staleness(out, instant, settings);
  if (out.fired)
    ++out.state.version;
  return out;
}

fired_timers catch_up_reset(account_state state, time_point now, const account_settings& settings) {
  fired_timers out;
  out.state = std::move(state);
  if (now < out.state.day.end)
    return out;
  out.reset = begin_day(out.state, day_at(settings.reset, now), settings, out.activity);
  out.fired = true;
  ++out.state.version;
  return out;
}

} // namespace riskd::domain
