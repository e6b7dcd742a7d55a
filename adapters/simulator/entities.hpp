#pragma once

#include "domain/events.hpp"
#include "domain/ids.hpp"
#include "domain/money.hpp"
#include "domain/price.hpp"
#include "domain/quantity.hpp"
#include "domain/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace riskd::simulator {

/// An exit that a bracket asks for: distance from the entry's fill price, signed, in ticks.
struct bracket_leg {
  std::int64_t ticks = 0;
  domain::order_type type{};
};

/// An order as the venue keeps it (`projectx-gateway.md` 2.7.1).
struct order {
  domain::order_id id;
  domain::account_id account;
  domain::contract_id contract;
  domain::time_point created;
  domain::time_point updated;
  domain::order_status status{};
  domain::order_type type{};
  domain::side side{};
  domain::quantity size;
  domain::quantity filled;
  std::optional<domain::price> limit_price;
  std::optional<domain::price> stop_price;
  /// Average over all fills so far.
  std::optional<domain::price> filled_price;
  std::optional<std::string> custom_tag;
  /// Ticks; signed on bracket children.
  std::optional<std::int64_t> trail_distance;
  /// The same distance in price units.
  std::optional<domain::price> trail_price;
  /// On bracket children: the entry.
  std::optional<domain::order_id> parent;
  /// On a take-profit child: its stop-loss sibling.
  std::optional<domain::order_id> linked;

  // Not on the wire:

  /// The other leg of the bracket, on both legs.
  std::optional<domain::order_id> sibling;
  /// True from the moment at which something will fill it until it is filled or back at rest.
  bool committed = false;
  /// True if it was made by closeContract or partialCloseContract.
  bool closing = false;
  /// When a ratchet of the trailing stop was last reported.
  domain::time_point ratchet_reported;

  [[nodiscard]] domain::quantity remaining() const {
    return size - filled;
  }

  [[nodiscard]] bool is_terminal() const {
    return domain::is_terminal(status);
  }

  [[nodiscard]] bool is_working() const {
    return status == domain::order_status::open || status == domain::order_status::pending;
  }
};

/// One half-turn (`projectx-gateway.md` 2.9).
struct trade {
  domain::trade_id id;
  domain::account_id account;
  domain::contract_id contract;
  domain::time_point created;
  domain::price price;
  /// Gross; empty if nothing was closed.
  std::optional<domain::money> profit;
  domain::money fees;
  domain::money commissions;
  domain::side side{};
  domain::quantity size;
  bool voided = false;
  domain::order_id order;
};

/// A position as the venue reports it; size 0 means that it has just been closed, with the entry
/// average (`projectx-gateway.md` 4.6.4).
struct position_snapshot {
  domain::position_id id;
  domain::account_id account;
  domain::contract_id contract;
  domain::time_point created;
  domain::side held{};
  domain::quantity size;
  domain::price average;

  [[nodiscard]] bool is_flat() const {
    return size == domain::quantity{};
  }
};

struct account {
  domain::account_id id;
  std::string user;
  std::string name;
  domain::money balance;
  bool can_trade = true;
  bool is_visible = true;
  bool simulated = true;
  /// False puts the account into Position Brackets mode, in which brackets on orders are refused.
  bool auto_oco_brackets = true;
};

/// The venue's book of one contract, top only.
struct market_quote {
  domain::price bid;
  domain::price ask;
  domain::price last;
  domain::price open;
  domain::price high;
  domain::price low;
  /// Previous settlement, the base of `change`.
  domain::price settlement;
  std::int64_t volume = 0;
  domain::time_point updated;

  friend bool operator==(const market_quote&, const market_quote&) = default;
};

/// One print.
struct market_print {
  domain::price price;
  domain::quantity size;
  domain::side aggressor{};
};

} // namespace riskd::simulator
