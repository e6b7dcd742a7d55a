#pragma once

#include "domain/money.hpp"
#include "domain/rules/verdict.hpp"

namespace riskd::domain::rules {

/// RULE-005: a position is closed once its own open profit reaches `target`.
struct max_unrealized_profit {
  static constexpr rule_id id = rule_id::max_unrealized_profit;

  /// @invariant positive
  money target = dollars(1000);
  /// Whether what is left of the day's target narrows it (R-005-1).
  bool respect_daily_target = false;

  friend bool operator==(const max_unrealized_profit&, const max_unrealized_profit&) = default;
};

} // namespace riskd::domain::rules
