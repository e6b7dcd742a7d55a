#include "domain/deadlines.hpp"

#include "domain/contract_check.hpp"

#include <algorithm>
#include <utility>

namespace riskd::domain {

namespace {

bool reads_marks(const account_settings& settings) {
  const auto* loss = settings.rules.find<rules::daily_realized_loss>();
  const auto* profit = settings.rules.find<rules::daily_realized_profit>();
  return (loss && loss->include_unrealized) || (profit && profit->include_unrealized);
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

reset_record begin_day(account_state& state, const trading_day& next,
                       const account_settings& settings) {
  const auto ended = day_before(settings.reset, next);
  const auto totals = state.trades.totals_of(ended);
  state.day = next;
  return {next.id, ended.id, next.begin, totals.realized(settings.basis), totals.trades};
}

} // namespace

time_point next_deadline(const account_state& state, const account_settings& settings) {
  auto earliest = state.day.end;
  for (const auto& [contract, each] : state.positions->transits())
    earliest = std::min(earliest, each.until);
  if (watches_staleness(settings))
    for (const auto& [contract, held] : state.positions->open())
      if (const auto due = stale_deadline(state, held, settings))
        earliest = std::min(earliest, *due);
  return earliest;
}

fired_timers fire_timers(account_state state, time_point instant,
                         const account_settings& settings) {
  RISKD_EXPECTS(next_deadline(state, settings) >= instant);
  auto out = fired_timers{std::move(state), std::nullopt, {}, false};
  if (out.state.day.end == instant)
    out.reset = begin_day(out.state, day_at(settings.reset, instant), settings);
  bool transit_ended = false;
  for (const auto& [contract, each] : out.state.positions->transits())
    transit_ended = transit_ended || each.until == instant;
  if (transit_ended)
    out.state.positions.edit().expire_transits(instant);
  if (watches_staleness(settings))
    for (const auto& [contract, held] : out.state.positions->open())
      if (stale_deadline(out.state, held, settings) == instant) {
        out.state.reported_stale.edit()[contract] = freshness_base(out.state, held);
        out.alerts.push_back({alert_code::quote_stale, contract, {}});
      }
  out.fired = out.reset || transit_ended || !out.alerts.empty();
  if (out.fired)
    ++out.state.version;
  return out;
}

fired_timers catch_up_reset(account_state state, time_point now, const account_settings& settings) {
  auto out = fired_timers{std::move(state), std::nullopt, {}, false};
  if (now < out.state.day.end)
    return out;
  out.reset = begin_day(out.state, day_at(settings.reset, now), settings);
  out.fired = true;
  ++out.state.version;
  return out;
}

} // namespace riskd::domain
