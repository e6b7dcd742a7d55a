#pragma once

#include "adapters/simulator/entities.hpp"
#include "adapters/simulator/market_board.hpp"

#include <vector>

namespace riskd::simulator {

/// Receives everything the exchange reports, in order. Called from inside the exchange: must not
/// call back into it.
class exchange_listener {
public:
  exchange_listener() = default;
  exchange_listener(const exchange_listener&) = delete;
  exchange_listener& operator=(const exchange_listener&) = delete;
  virtual ~exchange_listener() = default;

  virtual void on_order(const order& x) = 0;
  virtual void on_trade(const trade& x) = 0;
  virtual void on_position(const position_snapshot& x) = 0;
  virtual void on_account(const account& x) = 0;

  /// The quote of a contract changed.
  virtual void on_quote(const market_state& market) = 0;

  /// @pre `prints` is not empty
  virtual void on_prints(const market_state& market, const std::vector<market_print>& prints) = 0;
};

} // namespace riskd::simulator
