#pragma once

#include "adapters/simulator/exchange_state.hpp"

namespace riskd::simulator {

/// The two children of a bracketed entry; either may be missing.
struct bracket_legs {
  order* stop_loss = nullptr;
  order* take_profit = nullptr;
};

/// Moves accepted orders through their lives (`projectx-gateway.md` 9.5 and 9.6): matching,
/// triggers, ratchets, brackets. Decides nothing about whether an order may be placed.
class order_engine {
public:
  explicit order_engine(exchange_state& state) : state_(state) {
  }

  /// Reports a new entry and its suspended legs, and starts to work the entry.
  void accept(order& entry, const bracket_legs& legs);

  /// Cancels a live order, and the suspended legs of an entry.
  void cancel(order& x);

  /// Ends a live order with a terminal status, and cancels the suspended legs of an entry.
  void remove(order& x, domain::order_status status);

  /// Works an open order anew after its prices or size changed.
  void rework(order& x);

  /// Matches the resting orders of a contract against its new best prices.
  void on_best_prices(const market_state& market);

  /// Matches the resting orders of a contract against one print, which is already its last price.
  /// @param queue_fill_percent how likely a print exactly at a limit fills it
  void on_print(const market_state& market, const market_print& print,
                std::int64_t queue_fill_percent);

private:
  void start(order& x);
  void arrive(domain::order_id id);
  void trigger(order& x);
  void execute_at_market(domain::order_id id);
  void fill_in_slices(order& x, domain::price price);
  void apply_fill(order& x, domain::price price, domain::quantity size);
  void report_fill(const order& x, const fill_effects& effects);

  void ratchet(order& x, const market_state& market);
  [[nodiscard]] bool is_marketable(const order& x) const;
  [[nodiscard]] bool is_triggered(const order& x) const;
  [[nodiscard]] domain::price opposite_best(const order& x) const;
  [[nodiscard]] const market_state& market_of(const order& x) const;

  void after_entry_fill(const order& entry);
  void after_leg_fill(const order& leg);
  void activate(domain::order_id leg, domain::price entry_price);
  void drop_suspended_legs(const order& entry);

  void finish(order& x, domain::order_status status);

  exchange_state& state_;
};

} // namespace riskd::simulator
