#pragma once

#include "domain/rules/verdict.hpp"

#include <chrono>

namespace riskd::domain::rules {

/// RULE-010: nothing is held while the broker does not let the account trade.
struct auth_loss_guard {
  static constexpr rule_id id = rule_id::auth_loss_guard;

  /// How often the broker is asked whether the account may trade.
  std::chrono::seconds check_interval{30};

  friend bool operator==(const auth_loss_guard&, const auth_loss_guard&) = default;
};

} // namespace riskd::domain::rules
