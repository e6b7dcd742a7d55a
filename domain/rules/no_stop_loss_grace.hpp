#pragma once

#include "domain/rules/verdict.hpp"

#include <chrono>

namespace riskd::domain::rules {

/// RULE-008: a position without a protective stop is closed after a time of grace.
struct no_stop_loss_grace {
  static constexpr rule_id id = rule_id::no_stop_loss_grace;

  std::chrono::seconds grace_period{60};
  /// Whether stops must cover the whole position, or one contract of it is enough.
  bool require_full_coverage = true;
  /// Whether a position that was covered once must stay covered.
  bool require_continuous = true;
  /// Whether stop-limit orders protect.
  bool accept_stop_limit = true;

  friend bool operator==(const no_stop_loss_grace&, const no_stop_loss_grace&) = default;
};

} // namespace riskd::domain::rules
