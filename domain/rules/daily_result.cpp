#include "domain/rules/daily_result.hpp"

#include "domain/pnl.hpp"

namespace riskd::domain::rules {

day_result result_of_day(const account_view& view, bool include_unrealized) {
  const auto realized = realized_today(view.state, view.settings);
  if (!include_unrealized || view.state.positions->in_transit())
    return {realized, {}};
  return {realized, unrealized_of(view.state, view.settings).amount};
}

verdict end_of_day_verdict(rule_id rule, money figure, money limit, const trading_day& day) {
  verdict found;
  found.rule = rule;
  found.observed = figure;
  found.limit = limit;
  found.unit = measure_unit::usd;
  found.action = remedy::flatten_and_lock;
  found.lock = lock_request{rule, lock_kind::hard, lock_policy::flatten, day.end};
  return found;
}

} // namespace riskd::domain::rules
