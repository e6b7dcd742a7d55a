#include "domain/rules/daily_realized_profit.hpp"

#include "domain/pnl.hpp"
#include "domain/rules/evaluate.hpp"

#include <algorithm>

namespace riskd::domain::rules {

namespace {

/// R-013-1
money profit_figure(const daily_realized_profit& rule, const account_view& view) {
  const auto realized = realized_today(view.state, view.settings);
  if (!rule.include_unrealized || view.state.positions->in_transit())
    return realized;
  return realized + std::max(money{}, unrealized_of(view.state, view.settings).amount);
}

} // namespace

void evaluate(const daily_realized_profit& rule, const account_view& view, const step_deltas&,
              time_point, verdicts& found) {
  if (view.binding.locks.find(rule.id))
    return;
  const auto figure = profit_figure(rule, view);
  // Reaching the target is a breach (R-0-5).
  if (figure < rule.target)
    return;
  found.breach(
    verdict{rule.id,
            verdict_scope::account,
            std::nullopt,
            {},
            std::nullopt,
            figure,
            rule.target,
            measure_unit::usd,
            remedy::flatten_and_lock,
            lock_request{rule.id, lock_kind::hard, lock_policy::flatten, view.state.day.end}});
}

std::optional<rule_reading> read(const daily_realized_profit& rule, const account_view& view) {
  const auto figure = profit_figure(rule, view);
  const auto profit = std::max(money{}, figure);
  return rule_reading{figure, rule.target, measure_unit::usd,
                      percent_of(profit.units(), rule.target.units())};
}

} // namespace riskd::domain::rules
