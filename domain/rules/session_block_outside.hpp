#pragma once

#include "domain/rules/verdict.hpp"
#include "domain/session_hours.hpp"

#include <chrono>

namespace riskd::domain::rules {

/// RULE-009: nothing is held and nothing rests outside the session.
struct session_block_outside {
  static constexpr rule_id id = rule_id::session_block_outside;

  session_hours hours;
  /// How long before the end of the session its end is announced; 0 means never.
  std::chrono::seconds warn_before_end{60};

  friend bool operator==(const session_block_outside&, const session_block_outside&) = default;
};

} // namespace riskd::domain::rules
