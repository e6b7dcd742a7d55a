#include "adapters/simulator/order_desk.hpp"

#include "adapters/simulator/order_validation.hpp"

#include <algorithm>
#include <utility>

namespace riskd::simulator {

using domain::order_status;
using domain::order_type;

namespace {

template <class Code>
call_result failed(Code code, std::optional<std::string> message = std::nullopt) {
  return {static_cast<std::int64_t>(code), std::move(message), std::nullopt};
}

std::optional<std::string> text_or_nothing(std::string text) {
  return text.empty() ? std::nullopt : std::optional{std::move(text)};
}

} // namespace

call_result order_desk::place(const place_request& wanted) {
  if (auto problem = check_placement(state_, wanted)) {
    if (problem->recorded)
      return record_refusal(wanted, std::move(problem->message));
    return {problem->code, text_or_nothing(std::move(problem->message)), std::nullopt};
  }
  const auto legs = (wanted.stop_loss ? 1 : 0) + (wanted.take_profit ? 1 : 0);
  const auto id = state_.ids.next_order(1 + legs);
  auto& entry = state_.orders.insert(new_order(wanted, id));
  bracket_legs children;
  auto next = id.value();
  if (wanted.stop_loss)
    children.stop_loss
      = &state_.orders.insert(new_leg(entry, *wanted.stop_loss, domain::order_id{++next}, "-SL"));
  if (wanted.take_profit)
    children.take_profit
      = &state_.orders.insert(new_leg(entry, *wanted.take_profit, domain::order_id{++next}, "-TP"));
  if (children.stop_loss && children.take_profit) {
    children.take_profit->linked = children.stop_loss->id;
    children.take_profit->sibling = children.stop_loss->id;
    children.stop_loss->sibling = children.take_profit->id;
  }
  engine_.accept(entry, children);
  return {0, std::nullopt, id};
}

order order_desk::new_order(const place_request& wanted, domain::order_id id) const {
  const auto& market = *state_.board.find(wanted.contract);
  order out;
  out.id = id;
  out.account = wanted.account;
  out.contract = wanted.contract;
  out.created = state_.now;
  out.updated = state_.now;
  out.type = static_cast<order_type>(wanted.type);
  out.status = out.type == order_type::market ? order_status::pending : order_status::open;
  out.side = wanted.side == 0 ? domain::side::buy : domain::side::sell;
  out.size = domain::quantity{wanted.size};
  out.custom_tag = wanted.custom_tag;
  if (out.type == order_type::limit)
    out.limit_price = wanted.limit_price;
  else if (out.type == order_type::stop)
    out.stop_price = wanted.stop_price;
  else if (out.type == order_type::join_bid)
    out.limit_price = market.quote.bid;
  else if (out.type == order_type::join_ask)
    out.limit_price = market.quote.ask;
  else if (out.type == order_type::trailing_stop && wanted.trail_price) {
    const auto ticks = trailing_ticks(state_, market, out.side, *wanted.trail_price);
    out.trail_distance = ticks;
    out.trail_price = market.facts->ticks_from(domain::price{}, ticks);
    out.stop_price = market.facts->ticks_from(market.quote.last, domain::sign(out.side) * ticks);
  }
  return out;
}

order order_desk::new_leg(const order& entry, const bracket_leg& leg, domain::order_id id,
                          const char* tag_suffix) const {
  order out;
  out.id = id;
  out.account = entry.account;
  out.contract = entry.contract;
  out.created = entry.created;
  out.updated = entry.created;
  out.status = order_status::suspended;
  out.type = leg.type;
  out.side = domain::opposite(entry.side);
  out.size = entry.size;
  out.trail_distance = leg.ticks;
  out.trail_price = state_.contracts.at(entry.contract).ticks_from(domain::price{}, leg.ticks);
  out.parent = entry.id;
  if (entry.custom_tag)
    out.custom_tag = *entry.custom_tag + tag_suffix;
  return out;
}

call_result order_desk::record_refusal(const place_request& wanted, std::string message) {
  auto x = new_order(wanted, state_.ids.next_order());
  x.status = order_status::rejected;
  const auto id = x.id;
  state_.orders.insert(std::move(x));
  state_.after(state_.settings.rejection_ms, [this, id] {
    auto& refused = *state_.orders.find(id);
    refused.updated = state_.now;
    state_.listener.on_order(refused);
  });
  auto out = failed(place_code::order_rejected, std::move(message));
  if (state_.settings.rejected_order_id)
    out.order = id;
  return out;
}

call_result order_desk::modify(const modify_request& wanted) {
  if (!state_.ledger.find(wanted.account))
    return failed(change_code::account_not_found);
  auto* x = state_.orders.find(wanted.order);
  if (!x || x->account != wanted.account)
    return failed(change_code::order_not_found);
  if (x->status != order_status::open || x->type == order_type::market)
    return failed(change_code::rejected, "Order cannot be modified in its present status.");
  if (x->committed)
    return failed(change_code::pending);
  auto changed = *x;
  apply(changed, wanted);
  if (changed.size <= changed.filled)
    return failed(change_code::rejected, "Invalid order size.");
  if (wanted.trail_price && changed.trail_distance && *changed.trail_distance < 1)
    return failed(change_code::rejected, "Invalid price. Price is outside allowed range.");
  if (!is_active(state_, x->contract))
    return failed(change_code::rejected, not_trading_text);
  if (auto problem = check_prices(state_, changed))
    return failed(change_code::rejected, std::move(problem));
  *x = std::move(changed);
  engine_.rework(*x);
  return {0, std::nullopt, x->id};
}

void order_desk::apply(order& x, const modify_request& wanted) const {
  const auto& market = *state_.board.find(x.contract);
  if (wanted.size)
    x.size = domain::quantity{*wanted.size};
  if (wanted.limit_price && x.limit_price)
    x.limit_price = wanted.limit_price;
  if (wanted.stop_price && x.stop_price)
    x.stop_price = wanted.stop_price;
  if (wanted.trail_price && x.type == order_type::trailing_stop) {
    const auto ticks = trailing_ticks(state_, market, x.side, *wanted.trail_price);
    x.trail_distance = ticks;
    x.trail_price = market.facts->ticks_from(domain::price{}, ticks);
    x.stop_price = market.facts->ticks_from(market.quote.last, domain::sign(x.side) * ticks);
  }
}

call_result order_desk::cancel(domain::account_id account, domain::order_id id) {
  if (!state_.ledger.find(account))
    return failed(change_code::account_not_found);
  auto* x = state_.orders.find(id);
  if (!x || x->account != account)
    return failed(change_code::order_not_found);
  if (x->is_terminal())
    return {state_.settings.cancel_terminal_code, std::nullopt, std::nullopt};
  engine_.cancel(*x);
  return {0, std::nullopt, id};
}

call_result order_desk::close(domain::account_id account, const domain::contract_id& contract) {
  if (!state_.ledger.find(account))
    return failed(close_code::account_not_found);
  const auto facts = state_.contracts.find(contract);
  if (facts == state_.contracts.end())
    return failed(close_code::contract_not_found);
  if (!facts->second.active)
    return failed(close_code::contract_not_active);
  const auto held = state_.ledger.position(account, contract);
  if (!held)
    return failed(close_code::position_not_found);
  if (!is_active(state_, contract))
    return failed(close_code::order_rejected, not_trading_text);
  if (is_closing(account, contract))
    return failed(close_code::order_pending);
  place_closing_order(*held, held->size);
  return {};
}

call_result order_desk::close_part(domain::account_id account, const domain::contract_id& contract,
                                   std::int64_t size) {
  if (!state_.ledger.find(account))
    return failed(partial_close_code::account_not_found);
  const auto facts = state_.contracts.find(contract);
  if (facts == state_.contracts.end())
    return failed(partial_close_code::contract_not_found);
  if (!facts->second.active)
    return failed(partial_close_code::contract_not_active);
  const auto held = state_.ledger.position(account, contract);
  if (!held)
    return failed(partial_close_code::position_not_found);
  if (size <= 0 || domain::quantity{size} > held->size)
    return failed(partial_close_code::invalid_close_size);
  if (!is_active(state_, contract))
    return failed(partial_close_code::order_rejected);
  if (is_closing(account, contract))
    return failed(partial_close_code::order_pending);
  place_closing_order(*held, domain::quantity{size});
  return {};
}

void order_desk::flatten(domain::account_id account, order_status orders_become) {
  for (auto* x : state_.orders.live_of(account))
    if (!x->is_terminal() && !x->closing)
      engine_.remove(*x, orders_become);
  for (const auto& held : state_.ledger.positions(account))
    if (!is_closing(account, held.contract))
      place_closing_order(held, held.size);
}

bool order_desk::is_closing(domain::account_id account, const domain::contract_id& contract) const {
  if (state_.settings.close_while_pending == "accept")
    return false;
  const auto live = state_.orders.live_in(contract);
  return std::any_of(live.begin(), live.end(),
                     [&](const order* x) { return x->account == account && x->closing; });
}

void order_desk::place_closing_order(const position_snapshot& held, domain::quantity size) {
  place_request wanted;
  wanted.account = held.account;
  wanted.contract = held.contract;
  wanted.type = static_cast<std::int64_t>(order_type::market);
  wanted.side = held.held == domain::side::buy ? 1 : 0;
  wanted.size = size.count();
  auto x = new_order(wanted, state_.ids.next_order());
  x.closing = true;
  engine_.accept(state_.orders.insert(std::move(x)), {});
}

} // namespace riskd::simulator
