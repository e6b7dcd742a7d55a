#include "domain/step_upkeep.hpp"

#include "domain/pnl.hpp"
#include "domain/stop_coverage.hpp"
#include "domain/stop_level.hpp"

namespace riskd::domain {

namespace {

/// A grace that ended before the account was looked at needs no timer: the first step sees it.
void forget_past_graces(account_state& state, time_point now, const account_settings& settings) {
  const auto* rule = settings.rules.find<rules::no_stop_loss_grace>();
  if (!rule)
    return;
  const auto open = state.positions;
  for (const auto& [contract, held] : open->open())
    if (held.uncovered_since && *held.uncovered_since + rule->grace_period <= now)
      state.positions.edit().open_position(contract).grace_over = true;
}

/// R-012-3
void follow_stop_levels(account_state& state, const account_settings& settings) {
  const auto* rule = settings.rules.find<rules::trade_management>();
  if (!rule)
    return;
  const auto open = state.positions;
  for (const auto& [contract, held] : open->open())
    if (const auto level = wanted_stop(state, held, *rule); level != held.stop_level)
      state.positions.edit().open_position(contract).stop_level = level;
}

void follow_session_of(account_state& state, step_deltas& deltas, time_point now,
                       const account_settings& settings) {
  const auto* rule = settings.rules.find<rules::session_block_outside>();
  if (!rule)
    return;
  follow_session(*state.session, *rule, settings.calendar, now);
  if (!lacks_holidays(rule->hours, settings.calendar, now))
    return;
  const auto local = rule->hours.zone.to_local(now);
  const auto date = std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(local)};
  deltas.lacks_holidays = state.reported_years.insert(date.year()).second;
}

} // namespace

void follow_coverage(account_state& state, time_point now, const account_settings& settings) {
  const auto* rule = settings.rules.find<rules::no_stop_loss_grace>();
  if (!rule)
    return;
  const auto open = state.positions;
  for (const auto& [contract, held] : open->open()) {
    const auto covered = protection_of(state, held, *rule) >= demanded_protection(held, *rule)
                         || (held.was_covered && !rule->require_continuous);
    const auto since = covered                ? std::nullopt
                       : held.uncovered_since ? held.uncovered_since
                                              : std::optional{now};
    if (since == held.uncovered_since && held.was_covered == (held.was_covered || covered))
      continue;
    auto& changed = state.positions.edit().open_position(contract);
    if (since != held.uncovered_since)
      changed.grace_over = false;
    changed.uncovered_since = since;
    changed.was_covered = changed.was_covered || covered;
  }
}

void adopt_settings(account_state& state, const account_settings& settings, time_point now) {
  const bool other_days = !(state.trades.days() == settings.reset);
  if (other_days) {
    state.trades = state.trades.counted_by(settings.reset);
    state.day = day_at(settings.reset, now);
  }
  const auto* frequency = settings.rules.find<rules::trade_frequency_limit>();
  const auto kind = frequency ? frequency->count_mode : unit_kind::entries;
  if (other_days || kind != state.activity.kind() || settings.basis != state.activity.basis())
    state.activity = recounted(state.trades, state.day, kind, settings.basis);
  const auto* session = settings.rules.find<rules::session_block_outside>();
  state.session
    = session ? std::optional{look_at_session(*session, settings.calendar, now)} : std::nullopt;
  follow_coverage(state, now, settings);
  forget_past_graces(state, now, settings);
}

void follow_quote(account_state& state, const contract_id& contract,
                  const std::optional<price>& low, const std::optional<price>& high,
                  const account_settings& settings) {
  if (!settings.rules.find<rules::trade_management>())
    return;
  const auto* held = state.positions->find(contract);
  const auto market = state.quotes->find(contract);
  if (!held || market == state.quotes->end())
    return;
  auto best = held->extreme;
  const auto consider = [&](const mark_price& mark) {
    best = best ? better_mark(held->held, *best, mark) : mark;
  };
  if (const auto mark = mark_of(market->second, held->held, settings))
    consider(*mark);
  if (settings.mark == mark_source::last)
    for (const auto& each : {low, high})
      if (each)
        consider(mark_price::at(*each));
  if (best != held->extreme)
    state.positions.edit().open_position(contract).extreme = best;
}

void finish_upkeep(account_state& state, step_deltas& deltas, time_point now,
                   const account_settings& settings) {
  if (deltas.position || deltas.order)
    follow_coverage(state, now, settings);
  follow_stop_levels(state, settings);
  follow_session_of(state, deltas, now, settings);
}

} // namespace riskd::domain
