#pragma once

#include "domain/money.hpp"
#include "domain/rules/verdict.hpp"

namespace riskd::domain::rules {

/// RULE-003: trading stops for the rest of the trading day once its losses reach `limit`.
struct daily_realized_loss {
  static constexpr rule_id id = rule_id::daily_realized_loss;

  /// @invariant negative
  money limit = dollars(-500);
  /// Whether open losses count; open profits never hide a realized loss (R-003-1).
  bool include_unrealized = true;

  friend bool operator==(const daily_realized_loss&, const daily_realized_loss&) = default;
};

} // namespace riskd::domain::rules
