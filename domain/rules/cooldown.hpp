#pragma once

#include "domain/rules/verdict.hpp"

namespace riskd::domain::rules {

/// The verdict that pauses trading until `until` (RULE-006, RULE-007), with what is held closed or
/// kept.
[[nodiscard]] verdict cooldown_verdict(rule_id rule, lock_policy existing_positions,
                                       time_point until);

} // namespace riskd::domain::rules
