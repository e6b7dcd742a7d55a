#pragma once

#include "domain/ids.hpp"
#include "domain/instrument.hpp"
#include "domain/money.hpp"
#include "domain/price.hpp"
#include "domain/quantity.hpp"
#include "domain/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace riskd::domain {

// Normalized rows, one per entity of the gateway (`rules.md` section 2). A member that is absent,
// null or unreadable on the wire is empty here; what is required is not optional, and a payload
// that lacks it becomes a `rejected_payload` instead.

/// Side of an order or trade (R-V-12).
enum class side : std::uint8_t { buy, sell };

const char* to_string(side x);

/// Returns +1 for a buy and -1 for a sell.
[[nodiscard]] constexpr int sign(side x) {
  return x == side::buy ? 1 : -1;
}

[[nodiscard]] constexpr side opposite(side x) {
  return x == side::buy ? side::sell : side::buy;
}

/// Order status as the gateway numbers it; unknown values are stored as they are (R-E-12).
enum class order_status : std::int32_t {
  none = 0,
  open = 1,
  filled = 2,
  cancelled = 3,
  expired = 4,
  rejected = 5,
  pending = 6,
  pending_cancellation = 7,
  suspended = 8,
};

const char* to_string(order_status x);

/// True for filled, cancelled, expired and rejected; every other value, known or not, is live
/// (R-E-13).
[[nodiscard]] constexpr bool is_terminal(order_status x) {
  return x == order_status::filled || x == order_status::cancelled || x == order_status::expired
         || x == order_status::rejected;
}

/// Order type as the gateway numbers it; unknown values are stored as they are (R-E-12).
enum class order_type : std::int32_t {
  unknown = 0,
  limit = 1,
  market = 2,
  stop_limit = 3,
  stop = 4,
  trailing_stop = 5,
  join_bid = 6,
  join_ask = 7,
};

const char* to_string(order_type x);

/// One fill. Everything but the id is optional: a trade is never dropped for a missing member
/// (R-E-8).
struct trade_row {
  trade_id id;
  std::optional<time_point> created;
  std::optional<order_id> order;
  std::optional<contract_id> contract;
  std::optional<riskd::domain::side> side;
  std::optional<quantity> size;
  std::optional<riskd::domain::price> price;
  /// Gross realized result; empty on an opening half-turn (R-V-18).
  std::optional<money> profit_and_loss;
  std::optional<money> fees;
  std::optional<money> commissions;
  std::optional<bool> voided;

  friend bool operator==(const trade_row&, const trade_row&) = default;
};

/// A full order row: an absent member is null, not unchanged (R-E-12).
struct order_row {
  order_id id;
  contract_id contract;
  riskd::domain::side side{};
  /// Original size. @invariant at least 1
  quantity size;
  quantity filled;
  order_status status{};
  order_type type{};
  std::optional<price> limit_price;
  std::optional<price> stop_price;
  std::optional<std::string> custom_tag;
  std::optional<time_point> updated;
  std::optional<order_id> parent;

  /// May be negative if the venue says so (R-Y-27).
  [[nodiscard]] quantity remaining() const {
    return size - filled;
  }

  [[nodiscard]] bool is_live() const {
    return !is_terminal(status);
  }

  friend bool operator==(const order_row&, const order_row&) = default;
};

/// A full position row. Size 0 means flat; `held` then has no meaning (R-E-16).
struct position_row {
  contract_id contract;
  /// Buy for a long position, sell for a short one.
  side held{};
  /// Magnitude. @invariant not negative
  quantity size;
  /// Empty if absent or not positive (R-E-16).
  std::optional<price> average;
  std::optional<position_id> id;
  std::optional<time_point> created;

  friend bool operator==(const position_row&, const position_row&) = default;
};

/// A full account row. An absent `can_trade` keeps the previous value (R-E-22).
struct account_row {
  account_id id;
  std::optional<std::string> name;
  std::optional<bool> can_trade;
  std::optional<money> balance;

  friend bool operator==(const account_row&, const account_row&) = default;
};

/// What changed in a contract's quote; an absent or non-positive member is unchanged (R-E-7).
struct quote_delta {
  contract_id contract;
  std::optional<price> last;
  std::optional<price> bid;
  std::optional<price> ask;
  std::optional<time_point> last_updated;

  friend bool operator==(const quote_delta&, const quote_delta&) = default;
};

enum class entity_kind : std::uint8_t {
  contract,
  trade,
  order,
  position,
  account,
  quote,
  connection,
};

const char* to_string(entity_kind x);

/// A payload that lacks a required member (R-E-3).
struct rejected_payload {
  entity_kind kind{};
  /// Which member, and what is wrong with it.
  std::string reason;

  friend bool operator==(const rejected_payload&, const rejected_payload&) = default;
};

/// What one account's event can carry.
using account_payload
  = std::variant<trade_row, order_row, position_row, account_row, rejected_payload>;

/// The contract whose position or order the payload describes; null for everything else.
[[nodiscard]] const contract_id* contract_described(const account_payload& payload);

/// Where an event came from. A row read over REST goes through the same application as one from the
/// stream (R-G-5).
enum class event_source : std::uint8_t { stream, rest, journal, replay };

const char* to_string(event_source x);

/// The three links to the gateway (R-E-23).
enum class link : std::uint8_t { user_hub, market_hub, rest };

const char* to_string(link x);

} // namespace riskd::domain
