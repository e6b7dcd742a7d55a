#pragma once

#include "adapters/simulator/exchange_state.hpp"
#include "adapters/simulator/order_requests.hpp"

#include <optional>
#include <string>

namespace riskd::simulator {

/// Why an order is refused.
struct refusal {
  std::int64_t code = 0;
  std::string message;
  /// True if the venue keeps a record of the refused order.
  bool recorded = false;
};

/// Checks a placement in the venue's order (`projectx-gateway.md` 9.4, steps 2 to 11).
[[nodiscard]] std::optional<refusal> check_placement(const exchange_state& state,
                                                     const place_request& wanted);

/// Checks the prices of a working order after a change, as for a new order. The sentence says what
/// is wrong.
[[nodiscard]] std::optional<std::string> check_prices(const exchange_state& state, const order& x);

/// The distance in ticks that a trailing stop keeps: from the level that `trail_price` names to the
/// last price, fractions of a tick dropped (2.7.6). Not positive if the level lies on the wrong
/// side.
[[nodiscard]] std::int64_t trailing_ticks(const exchange_state& state, const market_state& market,
                                          domain::side side, domain::price trail_price);

/// True unless the contract is halted or the exchange closed. @pre listed contract
[[nodiscard]] bool is_active(const exchange_state& state, const domain::contract_id& contract);

/// True for an id among 1, 2, 4, 5, 6, 7, the types that can be placed.
[[nodiscard]] bool is_placeable_type(std::int64_t type);

/// The text of a refusal because the market is closed or halted.
inline constexpr auto not_trading_text
  = "Trading is currently unavailable. The instrument is not in an active trading status.";

} // namespace riskd::simulator
