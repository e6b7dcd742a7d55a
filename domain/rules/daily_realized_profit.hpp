#pragma once

#include "domain/money.hpp"
#include "domain/rules/verdict.hpp"

#include <string>

namespace riskd::domain::rules {

/// RULE-013: trading stops for the rest of the trading day once its profits reach `target`.
struct daily_realized_profit {
  static constexpr rule_id id = rule_id::daily_realized_profit;

  /// @invariant positive
  money target = dollars(1000);
  /// Whether open profits count; open losses never do (R-013-1).
  bool include_unrealized = true;
  /// Shown in audit and status when the target is reached.
  std::string message = "Daily target reached.";

  friend bool operator==(const daily_realized_profit&, const daily_realized_profit&) = default;
};

} // namespace riskd::domain::rules
