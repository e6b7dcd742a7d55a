#include "domain/account_fold.hpp"

#include "domain/step_upkeep.hpp"
#include "domain/stop_level.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace riskd::domain {

namespace {

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

/// Applies each kind of input to the state of the outcome.
class fold_visitor {
public:
  fold_visitor(folded_input& out, const input_context& context, const account_settings& settings)
    : out_(out), state_(out.state), context_(context), settings_(settings) {
  }

  void operator()(const payload_input& input) {
    const auto around = event_context{context_.now, context_.row ? &*context_.row : nullptr,
                                      context_.market ? &*context_.market : nullptr};
    const auto* row = std::get_if<account_row>(&input.payload);
    if (row && input.source == event_source::stream && row->can_trade == true && !state_.can_trade)
      unconfirmed(*row, around);
    else
      take(apply(state_, input.payload, around));
  }

  void operator()(const quote_input& input) {
    out_.causes_step = is_held(state_, input.contract);
    apply_quote(state_, input.contract, input.merged);
    follow_quote(state_, input.contract, input.low, input.high, settings_);
    out_.deltas.changed = true;
  }

  void operator()(const contract_input& input) {
    out_.causes_step = is_held(state_, input.row.id);
    const auto before = state_.version;
    apply_contract(state_, input.row);
    out_.deltas.changed = state_.version != before;
  }

  void operator()(const absence_input& input) {
    take(close_by_absence(state_, input.missing));
  }

  void operator()(const transit_settled_input&) {
    out_.causes_step = state_.positions->in_transit();
    if (out_.causes_step)
      state_.positions.edit().clear_transits();
    out_.deltas.changed = out_.causes_step;
  }

  void operator()(const timers_input&) {
    take(fire_timers(std::move(state_), context_.now, settings_));
  }

  void operator()(const broker_ledger_input& input) {
    state_.trades = ledger{settings_.reset};
    read_ledger(state_, input, context_.now);
    state_.activity = recounted(state_.trades, state_.day, state_.activity.kind(), settings_.basis);
    ++state_.version;
    out_.deltas.changed = true;
  }

  void operator()(const catch_up_input&) {
    take(catch_up_reset(std::move(state_), context_.now, settings_));
  }

  void operator()(const clock_input&) {
  }

  void operator()(const settings_input&) {
    adopt_settings(state_, settings_, context_.now);
    ++state_.version;
    out_.deltas.changed = true;
  }

private:
  void take(applied_event applied) {
    out_.deltas = std::move(applied.deltas);
    out_.alerts = std::move(applied.alerts);
  }

  void take(fired_timers fired) {
    state_ = std::move(fired.state);
    out_.deltas.changed = fired.fired;
    out_.causes_step = fired.fired;
    out_.reset = std::move(fired.reset);
    out_.alerts = std::move(fired.alerts);
    out_.deltas.activity = std::move(fired.activity);
  }

  /// That the account may trade again is believed when the broker says so over REST (R-010-2).
  void unconfirmed(account_row row, const event_context& around) {
    row.can_trade = false;
    take(apply(state_, row, around));
    out_.deltas.unconfirmed_can_trade = true;
  }

  folded_input& out_;
  account_state& state_;
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
    apply(state, event.payload, event_context{event.received, nullptr, nullptr});
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
  folded_input out{std::move(state), {}, {}, {}};
  std::visit(fold_visitor{out, context, settings}, input);
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
