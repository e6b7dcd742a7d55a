#include "tests/support/scenario_engine.hpp"

#include "domain/derivation.hpp"
#include "domain/unlimited_permission.hpp"

#include <algorithm>
#include <utility>

namespace riskd::test {

namespace {

using namespace domain;

std::optional<contract_id> contract_in(const account_payload& payload) {
  if (const auto* trade = std::get_if<trade_row>(&payload))
    return trade->contract;
  if (const auto* order = std::get_if<order_row>(&payload))
    return order->contract;
  if (const auto* position = std::get_if<position_row>(&payload))
    return position->contract;
  return std::nullopt;
}

/// The next instant at which a timer of the account is due.
time_point next_timer(const scenario_engine::account& each) {
  const auto facts = next_deadline(each.state, each.settings);
  const auto locks = each.binding.locks.next_end();
  return locks ? std::min(facts, *locks) : facts;
}

/// The breach whose episode makes planning ask for the directive: of the account or of the product.
breach_id episode_behind(const directive_key& key, const account_state& state,
                         const standing& binding) {
  const bool is_of_product = key.rule == rule_id::max_contracts_per_instrument;
  return binding.episodes.at(
    {key.rule, is_of_product ? facts_of(state, key.contract)->symbol : std::string{}});
}

/// What the journal would hold about the account (section 3, column "persisted").
restored_account journal_of(const scenario_engine::account& each, time_point now) {
  restored_account stored;
  stored.account = each.state.id;
  stored.name = each.state.name;
  stored.binding = each.binding;
  const auto previous = day_before(each.settings.reset, each.state.day);
  each.state.trades.for_each([&](const ledger_row& row) {
    if (previous.begin <= row.at)
      stored.trades.push_back(row);
  });
  auto& snapshot = stored.snapshot.emplace();
  snapshot.at = now;
  for (const auto& [contract, held] : each.state.positions->open())
    snapshot.positions.push_back(held);
  for (const auto& [id, order] : each.state.orders.live())
    snapshot.live_orders.push_back(order);
  snapshot.account = {each.state.id, each.state.name, each.state.can_trade, each.state.balance};
  stored.day = each.day;
  return stored;
}

} // namespace

void scenario_engine::feed(const scenario_line& line) {
  fire_timers_until(line.at);
  now_ = line.at;
  std::visit([this](const auto& what) { take(what); }, line.what);
}

// R-T-2: instant by instant, and within an instant account by account.
void scenario_engine::fire_timers_until(time_point last) {
  for (;;) {
    std::optional<time_point> instant;
    for (const auto& [id, each] : accounts_)
      if (const auto due = next_timer(each); due <= last && (!instant || due < *instant))
        instant = due;
    if (!instant)
      return;
    for (auto& [id, each] : accounts_)
      if (next_timer(each) == *instant)
        fire_timers(each, *instant);
  }
}

// R-T-1: reset, then ends of locks, then what else is due.
void scenario_engine::fire_timers(account& each, time_point instant) {
  now_ = instant;
  auto folded = fold(std::move(each.state), timers_input{}, {instant, {}, {}}, each.settings);
  each.state = std::move(folded.state);
  if (folded.reset) {
    each.day = day_started{folded.reset->day, folded.reset->boundary, folded.reset->previous_day,
                           folded.reset->realized, folded.reset->trades};
    record(each, *folded.reset);
  }
  auto released = release_locks(std::move(each.binding), instant, [instant](const lock& x) {
    return x.until && *x.until <= instant;
  });
  each.binding = std::move(released.next);
  record_all(each, released.records);
  for (const auto& alert : folded.alerts)
    record(each, alert);
  judge_and_plan(each, folded.deltas);
}

void scenario_engine::take(const account_line& line) {
  auto* each = find_or_create(line.account);
  if (!each)
    return;
  take_step(*each, payload_input{line.payload, event_source::replay}, context_of(line.payload));
}

void scenario_engine::take(const contract_row& row) {
  catalogue_[row.id] = row;
  for (auto& [id, each] : accounts_)
    take_step(each, contract_input{row}, {now_, row, {}});
}

void scenario_engine::take(const quote_delta& delta) {
  auto& cached = quotes_[delta.contract];
  if (!apply(cached, delta, now_))
    return;
  for (auto& [id, each] : accounts_)
    // Quotes go only to where the contract is in play.
    if (each.state.contracts->contains(delta.contract))
      take_step(each, quote_input{delta.contract, cached}, {now_, {}, cached});
}

// R-E-23
void scenario_engine::take(const link_line& line) {
  const bool was_up = !links_down_.contains(line.which);
  if (line.up == was_up)
    return;
  if (line.up)
    links_down_.erase(line.which);
  else
    links_down_.insert(line.which);
  const auto code = line.up ? alert_code::connection_restored : alert_code::connection_lost;
  records_.push_back({now_, std::nullopt, alert_record{code, std::nullopt, {}}});
}

void scenario_engine::take(const clock_line&) {
  for (auto& [id, each] : accounts_)
    take_step(each, clock_input{}, {now_, {}, {}});
}

void scenario_engine::take(const restart_line&) {
  quotes_.clear();
  for (auto& [id, each] : accounts_)
    restart(each);
}

scenario_engine::account* scenario_engine::find_or_create(account_id id) {
  if (const auto known = accounts_.find(id); known != accounts_.end())
    return &known->second;
  const auto* settings = configuration_.find(id);
  if (!settings) {
    // R-E-5; who is switched off on purpose is no stranger (R-J-5).
    if (!configuration_.is_disabled(id) && strangers_.insert(id).second)
      records_.push_back({now_, id, alert_record{alert_code::unknown_account, std::nullopt, {}}});
    return nullptr;
  }
  const auto owner = static_cast<std::int64_t>(accounts_.size());
  auto made
    = account{new_account(id, *settings, now_), {}, {}, *settings, id_source{owner}, std::nullopt};
  return &accounts_.emplace(id, std::move(made)).first->second;
}

input_context scenario_engine::context_of(const account_payload& payload) const {
  auto context = input_context{now_, std::nullopt, std::nullopt};
  const auto contract = contract_in(payload);
  if (!contract)
    return context;
  if (const auto* row = find_contract(catalogue_, *contract))
    context.row = *row;
  if (const auto cached = quotes_.find(*contract); cached != quotes_.end())
    context.market = cached->second;
  return context;
}

folded_input scenario_engine::fold_in(account& each, const state_input& input,
                                      const input_context& context) {
  auto folded = fold(std::move(each.state), input, context, each.settings);
  each.state = std::move(folded.state);
  for (const auto& alert : folded.alerts)
    record(each, alert);
  return folded;
}

void scenario_engine::take_step(account& each, const state_input& input,
                                const input_context& context) {
  const auto folded = fold_in(each, input, context);
  if (folded.causes_step)
    judge_and_plan(each, folded.deltas);
}

void scenario_engine::judge_and_plan(account& each, const step_deltas& deltas) {
  std::vector<journal_entry> entries;
  follow(each.binding, each.state, deltas, now_, entries);
  const auto found = rules::judge({each.state, each.binding, each.settings}, deltas, now_);
  auto change = bind(std::move(each.binding), found, binding_context_of(each));
  record_all(each, change.records);
  for (const auto& failure : found.failures)
    record(each, alert_record{alert_code::rule_failed, std::nullopt, failure.reason});
  plan(each, change);
  each.binding = std::move(change.next);
}

void scenario_engine::plan(account& each, binding_change& change) {
  const auto planned = domain::plan(each.state, change.next, each.settings, now_,
                                    unlimited_permission{}, each.memory);
  for (const auto& key : planned.directives)
    open_directive(change, key, episode_behind(key, each.state, change.next), now_);
  for (const auto& command : planned.commands)
    record(each, command_record{{command_id{each.ids.next(now_)}, each.state.id, command.order,
                                 command.rule, command.cause, command.attempt}});
}

// The order of R-G-1: restore, describe contracts, derive, catch up, one step.
void scenario_engine::restart(account& each) {
  const auto stored = journal_of(each, now_);
  each.memory = {};
  each.state = restore_state(stored, each.settings, now_);
  each.binding = stored.binding;
  for (const auto& [id, row] : catalogue_)
    fold_in(each, contract_input{row}, {now_, row, {}});
  const auto derived = with_derived({}, {each.state, each.binding, each.settings}, now_);
  auto change = bind(std::move(each.binding), derived, binding_context_of(each));
  each.binding = std::move(change.next);
  record_all(each, change.records);
  const auto caught_up = fold_in(each, catch_up_input{}, {now_, {}, {}});
  if (caught_up.reset)
    record(each, *caught_up.reset);
  judge_and_plan(each, {});
}

void scenario_engine::record(const account& each, decision what) {
  records_.push_back({now_, each.state.id, std::move(what)});
}

void scenario_engine::record_all(const account& each, const std::vector<decision>& decisions) {
  for (const auto& each_decision : decisions)
    record(each, each_decision);
}

binding_context scenario_engine::binding_context_of(account& each) const {
  return {now_, each.state, each.settings, each.ids, 0};
}

} // namespace riskd::test
