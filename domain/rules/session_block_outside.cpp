#include "domain/rules/session_block_outside.hpp"

#include "domain/contract_check.hpp"
#include "domain/rules/evaluate.hpp"

namespace riskd::domain::rules {

namespace {

bool is_inside(const account_view& view, time_point now) {
  RISKD_EXPECTS(view.state.session.has_value());
  const auto& current = view.state.session->current;
  return current && current->contains(now);
}

bool has_something_open(const account_state& state) {
  return !state.positions->open().empty() || !state.orders.live().empty();
}

} // namespace

void evaluate(const session_block_outside& rule, const account_view& view,
              const step_deltas& deltas, time_point now, verdicts& found) {
  if (deltas.lacks_holidays)
    found.alert({alert_code::calendar_missing, std::nullopt, {}});
  if (view.binding.locks.find(rule.id) || is_inside(view, now))
    return;
  const auto& next = view.state.session->current;
  const auto lock = lock_request{rule.id, lock_kind::session, lock_policy::flatten,
                                 next ? std::optional{next->open} : std::nullopt};
  if (!has_something_open(view.state))
    return found.lock(lock);
  verdict what;
  what.rule = rule.id;
  what.observed = condition_word::outside;
  what.limit = condition_word::inside;
  what.unit = measure_unit::session;
  what.action = remedy::flatten_and_lock;
  what.lock = lock;
  found.breach(std::move(what));
}

std::optional<rule_reading> read(const session_block_outside& rule, const account_view& view) {
  const bool outside = view.binding.locks.find(rule.id) != nullptr;
  return rule_reading{outside ? condition_word::outside : condition_word::inside,
                      condition_word::inside, measure_unit::session, outside ? 100 : 0};
}

} // namespace riskd::domain::rules
