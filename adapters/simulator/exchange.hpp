#pragma once

#include "adapters/simulator/exchange_state.hpp"
#include "adapters/simulator/market_feed.hpp"
#include "adapters/simulator/order_desk.hpp"
#include "adapters/simulator/order_engine.hpp"
#include "adapters/simulator/session_hours.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace riskd::simulator {

/// Makes the market of a contract when it is first needed; null leaves it still.
using feed_source
  = std::function<std::unique_ptr<market_feed>(const contract_facts&, domain::time_point start)>;

/// The venue without its network: accounts, orders, positions and markets. Single-threaded and free
/// of I/O; time is what `advance` says. The same seed, calls and times give the same reports.
class exchange {
public:
  exchange(contract_table contracts, feed_source feeds, std::uint64_t seed,
           domain::time_point start, exchange_listener& listener);

  exchange(const exchange&) = delete;
  exchange& operator=(const exchange&) = delete;

  /// Lets everything happen that is due up to `now`, in order. Going back is ignored.
  void advance(domain::time_point now);

  /// When something is due next; nothing if never.
  [[nodiscard]] std::optional<domain::time_point> next_due() const;

  [[nodiscard]] domain::time_point now() const {
    return state_.now;
  }

  /// Keeps the exchange's hours from now on. Without this it is open around the clock.
  void keep_hours(session_hours hours);

  /// Opens an account; without an id the next free one is taken. @pre the id is free
  domain::account_id open_account(account x);

  // What a client can do:

  call_result place(const place_request& wanted);
  call_result modify(const modify_request& wanted);
  call_result cancel(domain::account_id account, domain::order_id order);
  call_result close(domain::account_id account, const domain::contract_id& contract);
  call_result close_part(domain::account_id account, const domain::contract_id& contract,
                         std::int64_t size);

  /// Sets a contract's market in motion. Happens by itself with the first order.
  void wake(const domain::contract_id& contract);

  // What the world can do:

  /// Moves the market: best prices, then one print at `last` that fills every order resting there.
  /// @pre listed contract, bid <= ask
  void set_price(const domain::contract_id& contract, const best_prices& best, domain::price last);

  /// Stops or resumes all feeds; `set_price` works meanwhile.
  void pause_market(bool paused);

  [[nodiscard]] bool is_paused() const {
    return is_paused_;
  }

  /// Refuses orders in a contract as long as it is halted. @pre listed contract
  void halt(const domain::contract_id& contract, bool halted);

  /// Sets the account's flag and reports it. @pre known account
  void set_can_trade(domain::account_id account, bool can_trade);

  /// Switches between Auto OCO Brackets and Position Brackets. @pre known account
  void set_auto_oco_brackets(domain::account_id account, bool enabled);

  /// Cancels all orders and closes all positions, as the platform does at a limit. @pre known
  /// account
  void flatten(domain::account_id account);

  /// Voids a trade and reports it and the account. False if there is no such trade.
  bool void_trade(domain::trade_id id);

  // What anybody can see:

  [[nodiscard]] exchange_settings& settings() {
    return state_.settings;
  }

  [[nodiscard]] const exchange_state& state() const {
    return state_;
  }

private:
  void apply(market_state& market, const market_update& update, std::int64_t queue_fill_percent);

  /// Brings the session in line with its hours and plans the next change.
  void turn_session(const session_hours& hours);

  /// Sets one of the two reasons for which markets stand still.
  void stop_feeds(bool& reason, bool applies);

  /// True if no market moves.
  [[nodiscard]] bool is_still() const {
    return is_paused_ || is_closed_;
  }

  [[nodiscard]] market_feed* due_feed(domain::time_point until, domain::contract_id& whose) const;

  exchange_state state_;
  order_engine engine_;
  order_desk desk_;
  feed_source feed_source_;
  std::map<domain::contract_id, std::unique_ptr<market_feed>> feeds_;
  bool is_paused_ = false;
  bool is_closed_ = false;
  /// Since when no market moves.
  domain::time_point still_since_;
};

} // namespace riskd::simulator
