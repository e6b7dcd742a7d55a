#include "adapters/simulator/exchange.hpp"

#include "domain/contract_check.hpp"

#include <algorithm>
#include <utility>

namespace riskd::simulator {

exchange::exchange(contract_table contracts, feed_source feeds, std::uint64_t seed,
                   domain::time_point start, exchange_listener& listener)
  : state_(std::move(contracts), seed, start, listener), engine_(state_), desk_(state_, engine_),
    feed_source_(std::move(feeds)) {
}

void exchange::advance(domain::time_point now) {
  for (;;) {
    const auto task_due = state_.schedule.next_due();
    const auto until = task_due ? std::min(*task_due, now) : now;
    domain::contract_id whose;
    if (auto* feed = due_feed(until, whose)) {
      // Consequences that are due at the same instant come after the market moved.
      state_.now = std::max(state_.now, *feed->next_due());
      auto& market = *state_.board.find(whose);
      apply(market, feed->take(market.quote), state_.settings.queue_fill_percent);
    } else if (task_due && *task_due <= now) {
      state_.now = std::max(state_.now, *task_due);
      state_.schedule.take_next()();
    } else {
      break;
    }
  }
  state_.now = std::max(state_.now, now);
}

market_feed* exchange::due_feed(domain::time_point until, domain::contract_id& whose) const {
  if (is_still())
    return nullptr;
  market_feed* out = nullptr;
  for (const auto& [id, feed] : feeds_)
    if (const auto due = feed->next_due(); due && *due <= until) {
      until = *due - domain::duration{1};
      out = feed.get();
      whose = id;
    }
  return out;
}

std::optional<domain::time_point> exchange::next_due() const {
  auto out = state_.schedule.next_due();
  if (!is_still())
    for (const auto& [id, feed] : feeds_)
      if (const auto due = feed->next_due(); due && (!out || *due < *out))
        out = due;
  return out;
}

void exchange::apply(market_state& market, const market_update& update,
                     std::int64_t queue_fill_percent) {
  if (update.best) {
    apply_quote(market, update.best->bid, update.best->ask, state_.now);
    engine_.on_best_prices(market);
  }
  for (const auto& print : update.prints) {
    apply_print(market, print, state_.now);
    engine_.on_print(market, print, queue_fill_percent);
  }
  state_.listener.on_quote(market);
  if (!update.prints.empty())
    state_.listener.on_prints(market, update.prints);
}

domain::account_id exchange::open_account(account x) {
  while (x.id == domain::account_id{}) {
    const auto id = state_.ids.next_account();
    if (!state_.ledger.find(id))
      x.id = id;
  }
  const auto id = x.id;
  state_.ledger.open(std::move(x));
  return id;
}

call_result exchange::place(const place_request& wanted) {
  if (state_.contracts.contains(wanted.contract))
    wake(wanted.contract);
  return desk_.place(wanted);
}

call_result exchange::modify(const modify_request& wanted) {
  return desk_.modify(wanted);
}

call_result exchange::cancel(domain::account_id account, domain::order_id order) {
  return desk_.cancel(account, order);
}

call_result exchange::close(domain::account_id account, const domain::contract_id& contract) {
  return desk_.close(account, contract);
}

call_result exchange::close_part(domain::account_id account, const domain::contract_id& contract,
                                 std::int64_t size) {
  return desk_.close_part(account, contract, size);
}

void exchange::wake(const domain::contract_id& contract) {
  RISKD_EXPECTS(state_.contracts.contains(contract));
  if (feeds_.contains(contract))
    return;
  if (auto feed = feed_source_(state_.contracts.at(contract), state_.now))
    feeds_.emplace(contract, std::move(feed));
}

void exchange::set_price(const domain::contract_id& contract, const best_prices& best,
                         domain::price last) {
  auto* market = state_.board.find(contract);
  RISKD_EXPECTS(market != nullptr);
  const auto aggressor = last < market->quote.last ? domain::side::sell : domain::side::buy;
  apply(*market, {best, {{last, domain::quantity{1}, aggressor}}}, 100);
}

void exchange::pause_market(bool paused) {
  stop_feeds(is_paused_, paused);
}

void exchange::stop_feeds(bool& reason, bool applies) {
  const bool was_still = is_still();
  reason = applies;
  if (!was_still && is_still())
    still_since_ = state_.now;
  if (was_still && !is_still())
    for (auto& [id, feed] : feeds_)
      feed->postpone(state_.now - still_since_);
}

void exchange::keep_hours(session_hours hours) {
  turn_session(hours);
}

void exchange::turn_session(const session_hours& hours) {
  const bool was_open = state_.is_trading_open;
  state_.is_trading_open = hours.is_trading_open(state_.now);
  if (was_open && !state_.is_trading_open) {
    const auto status = static_cast<domain::order_status>(state_.settings.session_end_status);
    for (const auto* x : state_.ledger.accounts())
      desk_.flatten(x->id, status);
  }
  stop_feeds(is_closed_, !hours.is_market_open(state_.now));
  state_.schedule.at(hours.next_edge(state_.now), [this, hours] { turn_session(hours); });
}

void exchange::halt(const domain::contract_id& contract, bool halted) {
  auto* market = state_.board.find(contract);
  RISKD_EXPECTS(market != nullptr);
  market->halted = halted;
}

void exchange::set_can_trade(domain::account_id account, bool can_trade) {
  auto* owner = state_.ledger.find(account);
  RISKD_EXPECTS(owner != nullptr);
  owner->can_trade = can_trade;
  state_.listener.on_account(*owner);
}

void exchange::set_auto_oco_brackets(domain::account_id account, bool enabled) {
  auto* owner = state_.ledger.find(account);
  RISKD_EXPECTS(owner != nullptr);
  owner->auto_oco_brackets = enabled;
}

void exchange::flatten(domain::account_id account) {
  desk_.flatten(account, domain::order_status::cancelled);
}

bool exchange::void_trade(domain::trade_id id) {
  const auto row = state_.ledger.void_trade(id);
  if (!row)
    return false;
  state_.listener.on_trade(*row);
  state_.listener.on_account(*state_.ledger.find(row->account));
  return true;
}

} // namespace riskd::simulator
