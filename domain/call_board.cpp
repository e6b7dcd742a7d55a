#include "domain/call_board.hpp"

#include "domain/reconciliation.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace riskd::domain {

namespace {

using namespace std::chrono_literals;

/// A cancel that was accepted and has not shown on the stream may be repeated (R-F-6).
constexpr duration cancel_repeat = 5s;

/// R-012-8
constexpr duration modify_interval = 1s;

/// After so many refusals in a row RULE-012 rests for a while (`rules.md` 8.4).
constexpr std::uint32_t stop_refusals_max = 3;
constexpr duration stop_rest = 30s;

template <class Map>
bool is_in_flight(const Map& slots, const typename Map::key_type& key) {
  const auto found = slots.find(key);
  return found != slots.end() && found->second.in_flight;
}

template <class Map>
auto find_call(Map& slots, command_id id) {
  return std::find_if(slots.begin(), slots.end(),
                      [id](const auto& row) { return row.second.in_flight == id; });
}

std::optional<duration> earlier(std::optional<duration> a, std::optional<duration> b) {
  if (!a || !b)
    return a ? a : b;
  return std::min(*a, *b);
}

} // namespace

outcome_reaction reaction_to(call_outcome outcome) {
  switch (outcome) {
    case call_outcome::accepted:
      return {false, true, rest_lag, 0s, std::nullopt};
    case call_outcome::position_not_found:
    case call_outcome::invalid_size:
      return {false, true, 0s, std::nullopt, std::nullopt};
    case call_outcome::contract_not_found:
      return {true, true, 0s, std::nullopt, std::nullopt};
    case call_outcome::order_pending:
    case call_outcome::unknown:
    case call_outcome::order_not_cancelled:
      return {false, true, rest_lag, 0s, std::nullopt};
    case call_outcome::contract_not_active:
      return {true, false, 0s, 5s, alert_code::market_closed};
    case call_outcome::account_rejected:
      return {true, false, 0s, 5s, alert_code::account_rejected};
    case call_outcome::account_not_found:
      return {true, false, 0s, std::nullopt, alert_code::account_rejected};
    case call_outcome::protocol_error:
      return {true, false, 0s, std::nullopt, alert_code::protocol_error};
    case call_outcome::order_rejected:
    case call_outcome::rate_limited:
    case call_outcome::not_authorized:
    case call_outcome::not_sent:
      return {true, false, 0s, std::nullopt, std::nullopt};
  }
  return {false, true, rest_lag, 0s, std::nullopt};
}

duration pause_after(std::uint32_t failures) {
  constexpr auto pauses = std::to_array<duration>({0ms, 0ms, 250ms, 500ms, 1s, 2s, 4s});
  return pauses[std::min<std::size_t>(failures, pauses.size() - 1)];
}

bool call_board::may_shrink(const contract_id& contract) const {
  const auto found = contracts_.find(contract);
  return found == contracts_.end() || may_leave(found->second);
}

bool call_board::may_reduce(const contract_id& contract) const {
  return !reduce_from_ && may_shrink(contract);
}

void call_board::follow_earlier_run(duration now) {
  reduce_from_ = now + rest_lag;
}

bool call_board::may_cancel(order_id order) const {
  // One call per order, whatever it asks for (R-F-10).
  const auto found = orders_.find(order);
  return !is_in_flight(modifies_, order) && (found == orders_.end() || may_leave(found->second));
}

bool call_board::may_modify(order_id order) const {
  const auto found = modifies_.find(order);
  return !is_in_flight(orders_, order) && (found == modifies_.end() || may_leave(found->second));
}

bool call_board::may_place(const contract_id& contract) const {
  const auto found = places_.find(contract);
  return found == places_.end() || may_leave(found->second);
}

std::size_t call_board::free_calls() const {
  const auto used = in_flight();
  return used < in_flight_max ? in_flight_max - used : 0;
}

bool call_board::is_open_question(const slot& x) {
  // What an accepted call takes away is outstanding to planning: only a new excess asks for more.
  return x.snapshot_from && !x.accepted;
}

bool call_board::may_leave(const slot& x) const {
  return !x.in_flight && !is_open_question(x) && now_ >= x.not_before;
}

std::size_t call_board::in_flight() const {
  const auto busy = [](const auto& row) {
    return row.second.in_flight.has_value();
  };
  return static_cast<std::size_t>(std::count_if(contracts_.begin(), contracts_.end(), busy)
                                  + std::count_if(orders_.begin(), orders_.end(), busy)
                                  + std::count_if(modifies_.begin(), modifies_.end(), busy)
                                  + std::count_if(places_.begin(), places_.end(), busy));
}

call_board::slot& call_board::slot_of(const command& order) {
  if (const auto* cancel = std::get_if<cancel_order>(&order))
    return orders_[cancel->order()];
  if (const auto* modify = std::get_if<modify_order>(&order))
    return modifies_[modify->order()];
  if (const auto* place = std::get_if<place_stop>(&order))
    return places_[place->contract()];
  return contracts_[contract_of(order)];
}

void call_board::sent(const command_ticket& ticket) {
  auto& x = slot_of(ticket.order);
  x.in_flight = ticket.id;
  x.went_flat = false;
  // The reply to this call says when a snapshot can tell what became of it and of those before.
  x.snapshot_from.reset();
}

call_board::reply_effect call_board::replied(command_id id, call_outcome outcome) {
  if (const auto found = find_call(contracts_, id); found != contracts_.end())
    return shrink_replied(found->first, found->second, outcome);
  if (const auto found = find_call(orders_, id); found != orders_.end())
    return cancel_replied(found->first, found->second, outcome);
  if (const auto found = find_call(modifies_, id); found != modifies_.end())
    return modify_replied(found->first, found->second, outcome);
  if (const auto found = find_call(places_, id); found != places_.end())
    return place_replied(found->first, found->second, outcome);
  return {};
}

void call_board::pace(slot& x, const std::optional<duration>& pause) {
  ++x.failures;
  x.not_before = now_ + pause.value_or(pause_after(x.failures));
}

call_board::reply_effect call_board::shrink_replied(const contract_id& contract, slot& x,
                                                    call_outcome outcome) {
  const auto reaction = reaction_to(outcome);
  reply_effect effect;
  x.in_flight.reset();
  effect.alert = reaction.alert;
  x.accepted = outcome == call_outcome::accepted;
  effect.failed = !x.accepted && outcome != call_outcome::position_not_found;
  if (!x.accepted)
    pace(x, reaction.pause);
  if (reaction.definite_failure)
    effect.void_outstanding = contract;
  if (reaction.needs_snapshot && !x.went_flat) {
    x.snapshot_from = now_ + reaction.snapshot_delay;
    effect.read_positions = true;
  }
  return effect;
}

call_board::reply_effect call_board::cancel_replied(order_id order, slot& x, call_outcome outcome) {
  reply_effect effect;
  x.in_flight.reset();
  if (outcome == call_outcome::accepted) {
    x.failures = 0;
    x.not_before = now_ + cancel_repeat;
    return effect;
  }
  // An order that is gone already is no failure to bring the account to flat.
  effect.failed = outcome != call_outcome::order_not_cancelled;
  effect.alert = reaction_to(outcome).alert;
  effect.read_order = order;
  pace(x, reaction_to(outcome).definite_failure ? reaction_to(outcome).pause : std::nullopt);
  return effect;
}

call_board::reply_effect call_board::modify_replied(order_id order, slot& x, call_outcome outcome) {
  reply_effect effect;
  x.in_flight.reset();
  x.not_before = now_ + modify_interval;
  if (outcome == call_outcome::accepted) {
    x.failures = 0;
    return effect;
  }
  effect.void_modify = order;
  effect.read_order = order;
  pace_stops(x, effect);
  return effect;
}

call_board::reply_effect call_board::place_replied(const contract_id& contract, slot& x,
                                                   call_outcome outcome) {
  reply_effect effect;
  x.in_flight.reset();
  if (outcome == call_outcome::accepted) {
    x.failures = 0;
    return effect;
  }
  effect.void_place = contract;
  pace_stops(x, effect);
  // It may rest at the venue: the open orders tell, before another is placed (R-F-15).
  if (!reaction_to(outcome).definite_failure)
    x.snapshot_from = now_ + rest_lag;
  return effect;
}

void call_board::pace_stops(slot& x, reply_effect& effect) {
  pace(x, std::nullopt);
  if (x.failures < stop_refusals_max)
    return;
  x.failures = 0;
  x.not_before = now_ + stop_rest;
  effect.alert = alert_code::stops_refused;
}

std::vector<contract_id> call_board::positions_read(duration begun) {
  std::vector<contract_id> resolved;
  if (reduce_from_ && begun >= *reduce_from_)
    reduce_from_.reset();
  for (auto& [contract, x] : contracts_)
    if (x.snapshot_from && begun >= *x.snapshot_from) {
      x.snapshot_from.reset();
      resolved.push_back(contract);
    }
  for (auto& [contract, x] : places_)
    if (x.snapshot_from && begun >= *x.snapshot_from)
      x.snapshot_from.reset();
  return resolved;
}

void call_board::follow(const account_state& state) {
  for (auto each = contracts_.begin(); each != contracts_.end();) {
    const bool is_open = state.positions->find(each->first);
    each->second.went_flat = each->second.went_flat || !is_open;
    each = is_open || each->second.in_flight ? std::next(each) : contracts_.erase(each);
  }
  const auto is_gone = [&](const auto& row) {
    return !row.second.in_flight && !state.orders.find_live(row.first);
  };
  std::erase_if(orders_, is_gone);
  std::erase_if(modifies_, is_gone);
  std::erase_if(places_, [&](const auto& row) {
    return !row.second.in_flight && !state.positions->find(row.first);
  });
}

void call_board::seen_done(const contract_id& contract) {
  const auto found = contracts_.find(contract);
  if (found == contracts_.end() || found->second.in_flight || !found->second.accepted)
    return;
  found->second.snapshot_from.reset();
  found->second.failures = 0;
}

bool call_board::has_unresolved() const {
  const auto open = [](const auto& row) {
    return row.second.in_flight || row.second.snapshot_from;
  };
  return std::any_of(contracts_.begin(), contracts_.end(), open)
         || std::any_of(orders_.begin(), orders_.end(), open);
}

std::optional<duration> call_board::next_release() const {
  std::optional<duration> next;
  const auto look = [&](const slot& x) {
    if (!x.in_flight && !is_open_question(x) && x.not_before > now_)
      next = earlier(next, x.not_before);
  };
  for (const auto& [contract, x] : contracts_)
    look(x);
  for (const auto& [order, x] : orders_)
    look(x);
  for (const auto& [order, x] : modifies_)
    look(x);
  for (const auto& [contract, x] : places_)
    look(x);
  return next;
}

std::optional<duration> call_board::next_snapshot() const {
  auto next = reduce_from_;
  for (const auto& [contract, x] : contracts_)
    next = earlier(next, x.snapshot_from);
  for (const auto& [contract, x] : places_)
    next = earlier(next, x.snapshot_from);
  return next;
}

} // namespace riskd::domain
