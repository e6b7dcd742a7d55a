#pragma once

#include "adapters/simulator/entities.hpp"

#include <optional>
#include <string>

namespace riskd::simulator {

/// What a client asks `place` for; numbers as they came (`projectx-gateway.md` 2.7.5).
struct place_request {
  domain::account_id account;
  domain::contract_id contract;
  std::int64_t type = 0;
  std::int64_t side = 0;
  std::int64_t size = 0;
  std::optional<domain::price> limit_price;
  std::optional<domain::price> stop_price;
  std::optional<domain::price> trail_price;
  std::optional<std::string> custom_tag;
  std::optional<bracket_leg> stop_loss;
  std::optional<bracket_leg> take_profit;
};

/// What a client asks `modify` for; empty members stay (2.7.10).
struct modify_request {
  domain::account_id account;
  domain::order_id order;
  std::optional<std::int64_t> size;
  std::optional<domain::price> limit_price;
  std::optional<domain::price> stop_price;
  std::optional<domain::price> trail_price;
};

/// The venue's answer to a call that changes something. Code 0 is success; the meaning of others
/// depends on the call.
struct call_result {
  std::int64_t code = 0;
  std::optional<std::string> message;
  /// The order that was created, also for a recorded refusal.
  std::optional<domain::order_id> order;

  [[nodiscard]] bool ok() const {
    return code == 0;
  }
};

/// Codes of `place` (2.7.5).
enum class place_code : std::int64_t {
  account_not_found = 1,
  order_rejected = 2,
  insufficient_funds = 3,
  account_violation = 4,
  contract_not_found = 8,
  contract_not_active = 9,
  account_rejected = 10,
};

/// Codes of `cancel` (2.7.9) and `modify` (2.7.10).
enum class change_code : std::int64_t {
  account_not_found = 1,
  order_not_found = 2,
  rejected = 3,
  pending = 4,
};

/// Codes of `closeContract` (2.8).
enum class close_code : std::int64_t {
  account_not_found = 1,
  position_not_found = 2,
  contract_not_found = 3,
  contract_not_active = 4,
  order_rejected = 5,
  order_pending = 6,
};

/// Codes of `partialCloseContract` (2.8).
enum class partial_close_code : std::int64_t {
  account_not_found = 1,
  position_not_found = 2,
  contract_not_found = 3,
  contract_not_active = 4,
  invalid_close_size = 5,
  order_rejected = 6,
  order_pending = 7,
};

} // namespace riskd::simulator
