#include "domain/rules/auth_loss_guard.hpp"

#include "domain/rules/evaluate.hpp"

namespace riskd::domain::rules {

void evaluate(const auth_loss_guard& rule, const account_view& view, const step_deltas&, time_point,
              verdicts& found) {
  const bool locked = view.binding.locks.find(rule.id) != nullptr;
  if (view.state.can_trade) {
    if (locked)
      found.condition_over(rule.id);
    return;
  }
  if (locked)
    return;
  verdict what;
  what.rule = rule.id;
  what.observed = condition_word::forbidden;
  what.limit = condition_word::allowed;
  what.unit = measure_unit::can_trade;
  what.action = remedy::flatten_and_lock;
  what.lock = lock_request{rule.id, lock_kind::condition, lock_policy::flatten, std::nullopt};
  found.breach(std::move(what));
}

std::optional<rule_reading> read(const auth_loss_guard&, const account_view& view) {
  const bool allowed = view.state.can_trade;
  return rule_reading{allowed ? condition_word::allowed : condition_word::forbidden,
                      condition_word::allowed, measure_unit::can_trade, allowed ? 0 : 100};
}

} // namespace riskd::domain::rules
