#include "domain/account_state.hpp"

#include "domain/step_upkeep.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace riskd::domain {

namespace {

/// Makes the contract's facts and quote known to the account when it comes into play.
void bring_into_play(account_state& state, const contract_id& contract,
                     const event_context& context) {
  const auto known = state.contracts->find(contract);
  if (known == state.contracts->end() || (context.row && known->second->row != *context.row))
    state.contracts.edit()[contract] = make_contract_facts(contract, context.row);
  if (!context.market)
    return;
  const auto cached = state.quotes->find(contract);
  if (cached == state.quotes->end() || cached->second != *context.market)
    state.quotes.edit()[contract] = *context.market;
}

class payload_application {
public:
  payload_application(account_state& state, const event_context& context)
    : state_(state), context_(context) {
  }

  void operator()(const trade_row& row) {
    auto& trades = state_.trades;
    const auto* known = trades.find(row.id);
    const auto before = known ? std::optional{*known} : std::nullopt;
    const auto change = trades.apply(row, context_.now, !before && turns_round(row));
    out_.deltas.trade = change;
    out_.deltas.changed = change != trade_change::duplicate;
    if (change == trade_change::corrected)
      alert(alert_code::trade_corrected, trades.find(row.id)->contract);
    if (out_.deltas.changed)
      state_.activity.follow(before, *trades.find(row.id), trades, state_.day,
                             out_.deltas.activity);
    if (!before)
      note_closing(row);
  }

  void operator()(const order_row& row) {
    const auto change = state_.orders.apply(row);
    out_.deltas.order = change;
    out_.deltas.changed = change == order_change::applied;
    if (!out_.deltas.changed)
      return;
    const auto* held = state_.positions->find(row.contract);
    if (is_protective_exit(row, held))
      ++state_.positions.edit().open_position(row.contract).stop_events;
    if (row.is_live())
      bring_into_play(state_, row.contract, context_);
  }

  void operator()(const position_row& row) {
    if (row.size > quantity{} && !row.average)
      alert(alert_code::bad_payload, std::nullopt);
    auto delta = state_.positions.edit().apply(row, context_.now);
    if (begins_instance(delta.change)) {
      bring_into_play(state_, row.contract, context_);
      if (!facts_of(state_, row.contract)->row)
        alert(alert_code::unknown_contract, row.contract);
    }
    if (ends_instance(delta.change) && state_.reported_stale->contains(row.contract))
      state_.reported_stale.edit().erase(row.contract);
    out_.deltas.changed
      = delta.change != position_change::stale && delta.change != position_change::duplicate;
    out_.deltas.position = std::move(delta);
  }

  void operator()(const account_row& row) {
    const auto before = std::tuple{state_.can_trade, state_.balance, state_.name};
    if (row.can_trade)
      state_.can_trade = *row.can_trade;
    else
      alert(alert_code::bad_payload, std::nullopt);
    if (row.balance)
      state_.balance = row.balance;
    if (row.name)
      state_.name = *row.name;
    out_.deltas.changed = before != std::tuple{state_.can_trade, state_.balance, state_.name};
  }

  void operator()(const rejected_payload& payload) {
    out_.alerts.push_back({alert_code::bad_payload, std::nullopt, payload.reason});
  }

  applied_event finish() {
    if (out_.deltas.changed)
      ++state_.version;
    return std::move(out_);
  }

private:
  void alert(alert_code code, std::optional<contract_id> contract) {
    out_.alerts.push_back({code, std::move(contract), {}});
  }

  /// Judged by what is known when the fill is first applied (R-006-2, R-Y-1). What was realized may
  /// be told later; until then the fill is an entry anyway.
  [[nodiscard]] bool turns_round(const trade_row& row) const {
    if (!row.contract || !row.side)
      return false;
    const auto* held = state_.positions->find(*row.contract);
    return held && reverses(*row.side, row.size, held->held, held->size);
  }

  /// A closing trade runs ahead of its position event, or behind it (R-E-19).
  void note_closing(const trade_row& row) {
    if (row.voided.value_or(false) || !row.profit_and_loss || !row.contract || !row.side
        || !row.size)
      return;
    state_.positions.edit().note_closing_trade(*row.contract, *row.side, *row.size, context_.now);
  }

  account_state& state_;
  applied_event out_;
  const event_context& context_;
};

} // namespace

account_state new_account(account_id id, const account_settings& settings, time_point now) {
  account_state state;
  state.id = id;
  state.born = now;
  state.day = day_at(settings.reset, now);
  state.trades = ledger{settings.reset};
  adopt_settings(state, settings, now);
  return state;
}

applied_event apply(account_state& state, const account_payload& payload,
                    const event_context& context) {
  auto application = payload_application{state, context};
  std::visit(application, payload);
  return application.finish();
}

void apply_quote(account_state& state, const contract_id& contract, const quote& merged) {
  state.quotes.edit()[contract] = merged;
  ++state.version;
}

void apply_contract(account_state& state, const contract_row& row) {
  const auto known = state.contracts->find(row.id);
  if (known == state.contracts->end() || known->second->row == row)
    return;
  state.contracts.edit()[row.id] = make_contract_facts(row.id, &row);
  ++state.version;
}

applied_event close_by_absence(account_state& state, order_id missing) {
  applied_event out;
  if (state.orders.close_by_absence(missing)) {
    out.deltas.changed = true;
    out.deltas.order = order_change::applied;
    ++state.version;
  }
  return out;
}

bool changes_contracts_in_play(const step_deltas& deltas) {
  if (!deltas.changed)
    return false;
  return deltas.order
         || (deltas.position
             && (begins_instance(deltas.position->change)
                 || ends_instance(deltas.position->change)));
}

std::vector<contract_id> contracts_in_play(const account_state& state) {
  std::vector<contract_id> contracts;
  for (const auto& [contract, held] : state.positions->open())
    contracts.push_back(contract);
  for (const auto& [id, order] : state.orders.live())
    contracts.push_back(order.contract);
  std::sort(contracts.begin(), contracts.end());
  contracts.erase(std::unique(contracts.begin(), contracts.end()), contracts.end());
  return contracts;
}

contract_facts_ptr facts_of(const account_state& state, const contract_id& contract) {
  const auto known = state.contracts->find(contract);
  return known == state.contracts->end() ? make_contract_facts(contract, nullptr) : known->second;
}

} // namespace riskd::domain
