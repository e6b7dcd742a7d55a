#include "domain/account_fold.hpp"

#include "domain/step_upkeep.hpp"
#include "domain/stop_level.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace riskd::domain {

namespace {

folded_input from_event(applied_event applied) {
  return {std::move(applied.state), std::move(applied.deltas), std::nullopt,
          std::move(applied.alerts), true};
}

folded_input from_timers(fired_timers fired) {
  folded_input out;
  out.deltas.changed = fired.fired;
  out.causes_step = fired.fired;
  out.state = std::move(fired.state);
  out.reset = std::move(fired.reset);
  out.alerts = std::move(fired.alerts);
  out.deltas.activity = std::move(fired.activity);
  return out;
}

/// Works out which fills turned the position round: what was held before a fill is what is held now
/// without it and all later ones (R-L-14).
void read_ledger(account_state& state, const broker_ledger_input& input, time_point now) {
  auto rows = input.rows;
  std::sort(rows.begin(), rows.end(), [now](const trade_row& a, const trade_row& b) {
    return std::pair{a.created.value_or(now), a.id} < std::pair{b.created.value_or(now), b.id};
  });
  std::map<contract_id, quantity> held;
  for (const auto& each : input.positions)
    held[each.contract] = each.size * sign(each.held);
  const auto counts = [](const trade_row& row) {
    return row.contract && row.side && row.size && !row.voided.value_or(false);
  };
  for (const auto& row : rows)
    if (counts(row))
      held[*row.contract] -= *row.size * sign(*row.side);
  for (const auto& row : rows) {
    bool turns = false;
    if (counts(row)) {
      auto& before = held[*row.contract];
      if (before != quantity{})
        turns = reverses(*row.side, row.size, before > quantity{} ? side::buy : side::sell,
                         before > quantity{} ? before : -before);
      before += *row.size * sign(*row.side);
    }
    state.trades.apply(row, now, turns);
  }
}

bool is_held(const account_state& state, const contract_id& contract) {
  return state.positions->find(contract) != nullptr;
}

class fold_visitor {
public:
  fold_visitor(account_state state, const input_context& context, const account_settings& settings)
    : state_(std::move(state)), context_(context), settings_(settings) {
  }

  folded_input operator()(const payload_input& input) {
    const auto around = event_context{context_.now, context_.row ? &*context_.row : nullptr,
                                      context_.market ? &*context_.market : nullptr};
    const auto* row = std::get_if<account_row>(&input.payload);
    if (row && input.source == event_source::stream && row->can_trade == true && !state_.can_trade)
      return unconfirmed(*row, around);
    return from_event(apply(std::move(state_), input.payload, around));
  }

  folded_input operator()(const quote_input& input) {
    folded_input out;
    out.causes_step = is_held(state_, input.contract);
    out.state = apply_quote(std::move(state_), input.contract, input.merged);
    follow_quote(out.state, input.contract, input.low, input.high, settings_);
    out.deltas.changed = true;
    return out;
  }

  folded_input operator()(const contract_input& input) {
    folded_input out;
    out.causes_step = is_held(state_, input.row.id);
    const auto before = state_.version;
    out.state = apply_contract(std::move(state_), input.row);
    out.deltas.changed = out.state.version != before;
    return out;
  }

  folded_input operator()(const absence_input& input) {
    return from_event(close_by_absence(std::move(state_), input.missing));
  }

  folded_input operator()(const transit_settled_input&) {
    folded_input out;
    out.causes_step = state_.positions->in_transit();
    out.state = std::move(state_);
    if (out.causes_step)
      out.state.positions.edit().clear_transits();
    out.deltas.changed = out.causes_step;
    return out;
  }

  folded_input operator()(const timers_input&) {
    return from_timers(fire_timers(std::move(state_), context_.now, settings_));
  }

  folded_input operator()(const broker_ledger_input& input) {
    folded_input out;
    out.state = std::move(state_);
    out.state.trades = ledger{settings_.reset};
    read_ledger(out.state, input, context_.now);
    out.state.activity
      = recounted(out.state.trades, out.state.day, out.state.activity.kind(), settings_.basis);
    ++out.state.version;
    out.deltas.changed = true;
    return out;
  }

  folded_input operator()(const catch_up_input&) {
    return from_timers(catch_up_reset(std::move(state_), context_.now, settings_));
  }

  folded_input operator()(const clock_input&) {
    folded_input out;
    out.state = std::move(state_);
    return out;
  }

  folded_input operator()(const settings_input&) {
    folded_input out;
    out.state = std::move(state_);
    adopt_settings(out.state, settings_, context_.now);
    ++out.state.version;
    out.deltas.changed = true;
    return out;
  }

private:
  /// That the account may trade again is believed when the broker says so over REST (R-010-2).
  folded_input unconfirmed(account_row row, const event_context& around) {
    row.can_trade = false;
    auto out = from_event(apply(std::move(state_), row, around));
    out.deltas.unconfirmed_can_trade = true;
    return out;
  }

  account_state state_;
  const input_context& context_;
  const account_settings& settings_;
};

/// Takes back what RULE-012 knew about the position that is open now.
void recall(account_state& state, const stop_memory& kept) {
  if (!state.positions->find(kept.contract))
    return;
  auto& held = state.positions.edit().open_position(kept.contract);
  if (kept.extreme)
    held.extreme
      = held.extreme ? better_mark(held.held, *held.extreme, *kept.extreme) : kept.extreme;
  if (kept.level && (!held.stop_level || is_tighter(held.held, *kept.level, *held.stop_level)))
    held.stop_level = kept.level;
}

/// What happened since the snapshot. Trades are kept row by row, so they are not in it.
void replay_tail(account_state& state, const restored_account& stored,
                 const account_settings& settings) {
  auto stop = stored.stops.begin();
  // The snapshot knows about the earlier ones, of which the positions may be closed.
  while (stop != stored.stops.end() && stored.snapshot
         && stop->sequence < stored.snapshot->sequence)
    ++stop;
  for (const auto& event : stored.tail) {
    for (; stop != stored.stops.end() && stop->sequence < event.sequence; ++stop)
      recall(state, *stop);
    if (std::holds_alternative<trade_row>(event.payload))
      continue;
    state = apply(std::move(state), event.payload, event_context{event.received, nullptr, nullptr})
              .state;
    // A grace goes on from when it began, not from the restart (R-008-3).
    follow_coverage(state, event.received, settings);
  }
  for (; stop != stored.stops.end(); ++stop)
    recall(state, *stop);
}

/// An instant of the day that the stored facts are of. An account that no reset was ever processed
/// for was first seen on the day of its oldest event (R-T-8).
std::optional<time_point> last_known(const restored_account& stored) {
  if (stored.day)
    return stored.day->boundary;
  if (stored.snapshot)
    return stored.snapshot->at;
  if (!stored.tail.empty())
    return stored.tail.front().received;
  return std::nullopt;
}

} // namespace

folded_input fold(account_state state, const state_input& input, const input_context& context,
                  const account_settings& settings, const account_settings* next) {
  auto visitor = fold_visitor{std::move(state), context, settings};
  auto out = std::visit(visitor, input);
  const bool changes = out.reset && next;
  if (changes)
    adopt_settings(out.state, *next, context.now);
  // The end of a lock is a timer as well, of which the facts know nothing: its step follows.
  if (out.causes_step || std::holds_alternative<timers_input>(input))
    finish_upkeep(out.state, out.deltas, context.now, changes ? *next : settings);
  return out;
}

account_state restore_state(const restored_account& stored, const account_settings& settings,
                            time_point now) {
  auto state = new_account(stored.account, settings, last_known(stored).value_or(now));
  state.born = now;
  state.name = stored.name;
  for (const auto& row : stored.trades)
    state.trades.restore(row);
  if (stored.snapshot) {
    for (const auto& held : stored.snapshot->positions) {
      state.positions.edit().restore(held);
      state.contracts.edit()[held.contract] = make_contract_facts(held.contract, nullptr);
    }
    for (const auto& order : stored.snapshot->live_orders)
      state.orders.apply(order);
    state.can_trade = stored.snapshot->account.can_trade.value_or(true);
    state.balance = stored.snapshot->account.balance;
  }
  replay_tail(state, stored, settings);
  state.positions.edit().clear_transits();
  adopt_settings(state, settings, now);
  state.activity = recounted(state.trades, state.day, state.activity.kind(), settings.basis);
  return state;
}

} // namespace riskd::domain
