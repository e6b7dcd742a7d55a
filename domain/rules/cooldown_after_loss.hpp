#pragma once

#include "domain/money.hpp"
#include "domain/rules/verdict.hpp"

#include <chrono>
#include <vector>

namespace riskd::domain::rules {

/// RULE-007: trading pauses after an order that closed at a loss; the larger the loss, the longer.
struct cooldown_after_loss {
  static constexpr rule_id id = rule_id::cooldown_after_loss;

  struct tier {
    /// @invariant negative
    money loss;
    std::chrono::seconds cooldown{};

    friend bool operator==(const tier&, const tier&) = default;
  };

  /// Losses strictly decreasing, cooldowns not decreasing. @invariant not empty
  std::vector<tier> tiers{{dollars(-100), std::chrono::seconds{300}},
                          {dollars(-200), std::chrono::seconds{900}},
                          {dollars(-300), std::chrono::seconds{1800}}};
  /// What becomes of positions held when the cooldown begins.
  lock_policy existing_positions = lock_policy::flatten;

  friend bool operator==(const cooldown_after_loss&, const cooldown_after_loss&) = default;
};

} // namespace riskd::domain::rules
