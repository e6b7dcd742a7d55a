#pragma once

#include "domain/contract_check.hpp"
#include "domain/position.hpp"
#include "domain/rule_id.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace riskd::domain {

// The closed set of things riskd can ask a broker to do (`rules.md` 8.1). Each can be made only
// from evidence of what it takes away, and none has a side or a direction: there is no value of
// these types that enters, adds to or reverses a position (R-F-1, R-0-2).

/// Closes the whole position of one contract.
class close_position {
public:
  explicit close_position(const position& open) : contract_(open.contract) {
    RISKD_EXPECTS(open.size > quantity{});
  }

  [[nodiscard]] const contract_id& contract() const {
    return contract_;
  }

  friend bool operator==(const close_position&, const close_position&) = default;

private:
  contract_id contract_;
};

/// Takes `size` contracts off a position. @pre 0 < size <= size of the position
class reduce_position {
public:
  reduce_position(const position& open, quantity size) : contract_(open.contract), size_(size) {
    RISKD_EXPECTS(size > quantity{} && size <= open.size);
  }

  [[nodiscard]] const contract_id& contract() const {
    return contract_;
  }

  [[nodiscard]] quantity size() const {
    return size_;
  }

  friend bool operator==(const reduce_position&, const reduce_position&) = default;

private:
  contract_id contract_;
  quantity size_;
};

/// Cancels one live order.
class cancel_order {
public:
  explicit cancel_order(const order_row& live) : contract_(live.contract), order_(live.id) {
    RISKD_EXPECTS(live.is_live());
  }

  [[nodiscard]] const contract_id& contract() const {
    return contract_;
  }

  [[nodiscard]] order_id order() const {
    return order_;
  }

  friend bool operator==(const cancel_order&, const cancel_order&) = default;

private:
  contract_id contract_;
  order_id order_;
};

/// Places a protective stop for what no stop covers yet (R-012-6).
class place_stop {
public:
  /// @param covered Contracts that stops cover already. @pre 0 < size <= size of the position less
  /// `covered`, and the stop lies strictly on the loss side of `mark`
  place_stop(const position& open, quantity covered, quantity size, price stop, mark_price mark);

  [[nodiscard]] const contract_id& contract() const {
    return contract_;
  }

  /// Always the exit side of the position.
  [[nodiscard]] side exit() const {
    return exit_;
  }

  [[nodiscard]] quantity size() const {
    return size_;
  }

  [[nodiscard]] price stop() const {
    return stop_;
  }

  friend bool operator==(const place_stop&, const place_stop&) = default;

private:
  contract_id contract_;
  side exit_{};
  quantity size_;
  price stop_;
};

/// Moves a stop nearer to the market, or takes contracts off it (R-012-5, R-012-7).
class modify_order {
public:
  /// @pre `order` is a live stop on the exit side of the position and `stop` is tighter than its
  /// own
  [[nodiscard]] static modify_order tighten(const order_row& order, const position& open,
                                            price stop);

  /// @pre 0 < size < what is left of the live order
  [[nodiscard]] static modify_order shrink(const order_row& order, quantity size);

  [[nodiscard]] const contract_id& contract() const {
    return contract_;
  }

  [[nodiscard]] order_id order() const {
    return order_;
  }

  /// The new stop price, if that is what changes.
  [[nodiscard]] const std::optional<price>& stop() const {
    return stop_;
  }

  /// The new size, if that is what changes.
  [[nodiscard]] const std::optional<quantity>& size() const {
    return size_;
  }

  friend bool operator==(const modify_order&, const modify_order&) = default;

private:
  explicit modify_order(const order_row& order) : contract_(order.contract), order_(order.id) {
  }

  contract_id contract_;
  order_id order_;
  std::optional<price> stop_;
  std::optional<quantity> size_;
};

using command
  = std::variant<cancel_order, close_position, reduce_position, place_stop, modify_order>;

/// `close_position`, `reduce_position`, `cancel_order`, `place_stop`, `modify_order` (R-J-15).
[[nodiscard]] const char* name_of(const command& x);

[[nodiscard]] const contract_id& contract_of(const command& x);

/// Why a command is sent (R-J-15).
enum class command_cause : std::uint8_t { lock, breach, cleanup, manage };

const char* to_string(command_cause x);

/// One command on its way to the broker.
struct command_ticket {
  command_id id;
  account_id account;
  command order;
  rule_id rule{};
  command_cause cause{};
  /// 1 + number of earlier commands of the same name for the same position instance or order
  /// (R-F-8).
  std::uint32_t attempt = 1;
  /// Marks an order that this places as our own (R-F-15); empty otherwise.
  std::string tag = {};

  friend bool operator==(const command_ticket&, const command_ticket&) = default;
};

/// What became of a call, sorted by what it takes next (`rules.md` 8.4).
enum class call_outcome : std::uint8_t {
  /// The venue accepted. Not yet proof of anything (R-F-13).
  accepted,
  /// Nothing to close: the position does not exist (R-F-12 does not apply).
  position_not_found,
  /// The order does not exist or cannot be cancelled any more: re-read it.
  order_not_cancelled,
  account_not_found,
  contract_not_found,
  /// The market is closed for this contract: retry every 5 s.
  contract_not_active,
  /// A definite refusal: retry per R-F-11.
  order_rejected,
  /// The size asked for exceeds the position: re-read and recompute.
  invalid_size,
  /// The venue is still working on an earlier one: verify before repeating.
  order_pending,
  /// The account may not trade through this route: critical, retry every 5 s.
  account_rejected,
  /// Too many calls (HTTP 429); certainly not executed.
  rate_limited,
  /// HTTP 400, 404 or a body that cannot be read.
  protocol_error,
  /// HTTP 401 and the renewal failed; certainly not executed.
  not_authorized,
  /// The call was never written: no connection.
  not_sent,
  /// Timeout, 5xx, reset, or an unlisted code: it may have happened (R-F-12).
  unknown,
};

const char* to_string(call_outcome x);

} // namespace riskd::domain
