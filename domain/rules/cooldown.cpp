#include "domain/rules/cooldown.hpp"

namespace riskd::domain::rules {

verdict cooldown_verdict(rule_id rule, lock_policy existing_positions, time_point until) {
  verdict what;
  what.rule = rule;
  what.action = existing_positions == lock_policy::keep ? remedy::keep_and_cooldown
                                                        : remedy::flatten_and_cooldown;
  what.lock = lock_request{rule, lock_kind::cooldown, existing_positions, until};
  return what;
}

} // namespace riskd::domain::rules
