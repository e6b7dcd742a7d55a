#include "adapters/simulator/order_engine.hpp"

#include "adapters/simulator/exact_ratio.hpp"
#include "domain/contract_check.hpp"

#include <algorithm>

namespace riskd::simulator {

using domain::order_status;
using domain::order_type;
using domain::side;

namespace {

bool is_limit_like(order_type x) {
  return x == order_type::limit || x == order_type::join_bid || x == order_type::join_ask;
}

bool is_stop_like(order_type x) {
  return x == order_type::stop || x == order_type::trailing_stop;
}

/// The average of what was filled before and one more fill.
domain::price running_average(const order& x, domain::price price, domain::quantity size) {
  if (x.filled == domain::quantity{})
    return price;
  return average_price({{x.filled, *x.filled_price}, {size, price}});
}

} // namespace

void order_engine::accept(order& entry, const bracket_legs& legs) {
  // The order in which the venue was seen to report a bracketed entry.
  if (legs.stop_loss)
    state_.listener.on_order(*legs.stop_loss);
  if (entry.type != order_type::market && state_.settings.pending_before_open) {
    entry.status = order_status::pending;
    state_.listener.on_order(entry);
    entry.status = order_status::open;
  }
  state_.listener.on_order(entry);
  if (legs.take_profit)
    state_.listener.on_order(*legs.take_profit);
  start(entry);
}

void order_engine::cancel(order& x) {
  if (state_.settings.pending_cancellation) {
    x.status = order_status::pending_cancellation;
    state_.listener.on_order(x);
  }
  remove(x, order_status::cancelled);
}

void order_engine::remove(order& x, order_status status) {
  finish(x, status);
  drop_suspended_legs(x);
}

void order_engine::rework(order& x) {
  x.updated = state_.now;
  state_.listener.on_order(x);
  start(x);
}

void order_engine::start(order& x) {
  const auto id = x.id;
  if (x.type == order_type::market) {
    x.committed = true;
    const auto delay = x.closing ? state_.settings.close_fill_ms : state_.settings.market_fill_ms;
    state_.after(delay, [this, id] { execute_at_market(id); });
  } else if (is_limit_like(x.type) && is_marketable(x)) {
    x.committed = true;
    state_.after(state_.settings.market_fill_ms, [this, id] { arrive(id); });
  } else if (is_stop_like(x.type) && is_triggered(x)) {
    trigger(x);
  }
}

void order_engine::arrive(domain::order_id id) {
  auto& x = *state_.orders.find(id);
  if (x.is_terminal())
    return;
  x.committed = false;
  // The market may have moved away meanwhile; then the order rests.
  if (is_marketable(x))
    fill_in_slices(x, opposite_best(x));
}

void order_engine::trigger(order& x) {
  x.committed = true;
  state_.after(state_.settings.stop_fill_ms, [this, id = x.id] { execute_at_market(id); });
}

void order_engine::execute_at_market(domain::order_id id) {
  auto& x = *state_.orders.find(id);
  if (x.is_terminal())
    return;
  auto price = opposite_best(x);
  if (is_stop_like(x.type)) {
    const auto slippage = state_.dice.between(0, state_.settings.stop_slippage_ticks_max);
    price = market_of(x).facts->ticks_from(price, domain::sign(x.side) * slippage);
  }
  fill_in_slices(x, price);
}

void order_engine::fill_in_slices(order& x, domain::price price) {
  const auto slice = domain::quantity{state_.settings.partial_fill_size};
  if (slice == domain::quantity{} || slice >= x.remaining()) {
    apply_fill(x, price, x.remaining());
    return;
  }
  x.committed = true;
  if (x.status == order_status::pending)
    x.status = order_status::open;
  apply_fill(x, price, slice);
  const auto limit = is_limit_like(x.type);
  state_.after(state_.settings.market_fill_ms, [this, id = x.id, limit] {
    if (limit)
      arrive(id);
    else
      execute_at_market(id);
  });
}

void order_engine::apply_fill(order& x, domain::price price, domain::quantity size) {
  const auto what = fill{x.account, x.id, x.side, size, price, state_.now};
  x.filled_price = running_average(x, price, size);
  x.filled += size;
  if (x.remaining() == domain::quantity{}) {
    x.status = order_status::filled;
    state_.orders.retire(x);
  }
  const auto effects = state_.ledger.book(what, *market_of(x).facts, state_.settings, state_.ids);
  report_fill(x, effects);
  if (x.parent)
    after_leg_fill(x);
  else
    after_entry_fill(x);
}

void order_engine::report_fill(const order& x, const fill_effects& effects) {
  for (const char kind : state_.settings.emission)
    switch (kind) {
      case 'O':
        state_.listener.on_order(x);
        break;
      case 'T':
        for (const auto& row : effects.trades)
          state_.listener.on_trade(row);
        break;
      case 'P':
        for (const auto& snapshot : effects.positions)
          state_.listener.on_position(snapshot);
        break;
      default:
        state_.listener.on_account(*state_.ledger.find(x.account));
        break;
    }
}

void order_engine::on_best_prices(const market_state& market) {
  for (auto* x : state_.orders.live_in(market.facts->id)) {
    if (x->committed || x->status != order_status::open)
      continue;
    if (is_limit_like(x->type) && is_marketable(*x))
      fill_in_slices(*x, *x->limit_price);
    else if (is_stop_like(x->type) && state_.settings.stop_trigger == "bbo" && is_triggered(*x))
      trigger(*x);
  }
}

void order_engine::on_print(const market_state& market, const market_print& print,
                            std::int64_t queue_fill_percent) {
  for (auto* x : state_.orders.live_in(market.facts->id)) {
    if (x->committed || x->status != order_status::open)
      continue;
    if (is_limit_like(x->type)) {
      const auto through = domain::sign(x->side) * (*x->limit_price - print.price).units();
      if (through > 0 || (through == 0 && state_.dice.chance(queue_fill_percent)))
        fill_in_slices(*x, *x->limit_price);
    } else if (is_stop_like(x->type)) {
      if (x->type == order_type::trailing_stop)
        ratchet(*x, market);
      if (is_triggered(*x))
        trigger(*x);
    }
  }
}

void order_engine::ratchet(order& x, const market_state& market) {
  const auto distance = std::abs(*x.trail_distance);
  const auto level = market.facts->ticks_from(market.quote.last, domain::sign(x.side) * distance);
  const bool favourable = x.side == side::sell ? level > *x.stop_price : level < *x.stop_price;
  if (!favourable)
    return;
  x.stop_price = level;
  const auto pause = std::chrono::milliseconds{state_.settings.trailing_report_ms};
  if (pause.count() < 0 || state_.now - x.ratchet_reported < pause)
    return;
  x.ratchet_reported = state_.now;
  state_.listener.on_order(x);
}

bool order_engine::is_marketable(const order& x) const {
  const auto& quote = market_of(x).quote;
  return x.side == side::buy ? *x.limit_price >= quote.ask : *x.limit_price <= quote.bid;
}

bool order_engine::is_triggered(const order& x) const {
  const auto& quote = market_of(x).quote;
  if (state_.settings.stop_trigger == "bbo")
    return x.side == side::buy ? quote.ask >= *x.stop_price : quote.bid <= *x.stop_price;
  return x.side == side::buy ? quote.last >= *x.stop_price : quote.last <= *x.stop_price;
}

domain::price order_engine::opposite_best(const order& x) const {
  const auto& quote = market_of(x).quote;
  return x.side == side::buy ? quote.ask : quote.bid;
}

const market_state& order_engine::market_of(const order& x) const {
  const auto* market = state_.board.find(x.contract);
  RISKD_EXPECTS(market != nullptr);
  return *market;
}

void order_engine::after_entry_fill(const order& entry) {
  const auto price = *entry.filled_price;
  const auto delay = state_.settings.bracket_activation_ms;
  for (auto* leg : state_.orders.live_in(entry.contract))
    if (leg->parent == entry.id && leg->status == order_status::suspended && !leg->committed) {
      leg->committed = true;
      // The take-profit leg was always seen first.
      const auto wait = leg->linked || !leg->sibling ? delay : delay + 1;
      state_.after(wait, [this, id = leg->id, price] { activate(id, price); });
    }
}

void order_engine::activate(domain::order_id id, domain::price entry_price) {
  auto& leg = *state_.orders.find(id);
  const auto* sibling = leg.sibling ? state_.orders.find(*leg.sibling) : nullptr;
  // A sibling that has filled already is about to cancel this leg.
  if (leg.is_terminal() || (sibling && sibling->status == order_status::filled))
    return;
  const auto level = market_of(leg).facts->ticks_from(entry_price, *leg.trail_distance);
  if (leg.type == order_type::limit)
    leg.limit_price = level;
  else
    leg.stop_price = level;
  leg.status = order_status::open;
  leg.committed = false;
  rework(leg);
}

void order_engine::after_leg_fill(const order& leg) {
  auto* sibling = leg.sibling ? state_.orders.find(*leg.sibling) : nullptr;
  if (!sibling || sibling->is_terminal())
    return;
  if (!leg.is_terminal()) {
    if (state_.settings.partial_leg_reduces_sibling) {
      sibling->size = sibling->filled + leg.remaining();
      sibling->updated = state_.now;
      state_.listener.on_order(*sibling);
    }
    return;
  }
  // From here on the sibling cannot fill any more, only its report takes a moment.
  sibling->committed = true;
  state_.after(state_.settings.oco_cancel_ms, [this, id = sibling->id] {
    auto& other = *state_.orders.find(id);
    if (!other.is_terminal())
      finish(other, order_status::cancelled);
  });
}

void order_engine::drop_suspended_legs(const order& entry) {
  for (auto* leg : state_.orders.live_in(entry.contract))
    if (leg->parent == entry.id && leg->status == order_status::suspended)
      finish(*leg, order_status::cancelled);
}

void order_engine::finish(order& x, order_status status) {
  x.status = status;
  x.updated = state_.now;
  state_.orders.retire(x);
  state_.listener.on_order(x);
}

} // namespace riskd::simulator
