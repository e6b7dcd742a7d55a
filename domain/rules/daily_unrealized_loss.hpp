#pragma once

#include "domain/money.hpp"
#include "domain/rules/verdict.hpp"

namespace riskd::domain::rules {

/// RULE-004: a position is closed once its own open loss reaches `limit`.
struct daily_unrealized_loss {
  static constexpr rule_id id = rule_id::daily_unrealized_loss;

  /// @invariant negative
  money limit = dollars(-300);
  /// Whether what is left of the day's loss limit narrows it (R-004-1).
  bool respect_daily_limit = false;

  friend bool operator==(const daily_unrealized_loss&, const daily_unrealized_loss&) = default;
};

} // namespace riskd::domain::rules
