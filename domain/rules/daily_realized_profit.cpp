#include "domain/rules/daily_realized_profit.hpp"

#include "domain/rules/daily_result.hpp"
#include "domain/rules/evaluate.hpp"

#include <algorithm>

namespace riskd::domain::rules {

namespace {

/// Open loss never hides a realized profit (R-013-1).
money profit_figure(const daily_realized_profit& rule, const account_view& view) {
  const auto result = result_of_day(view, rule.include_unrealized);
  return result.realized + std::max(money{}, result.open);
}

} // namespace

void evaluate(const daily_realized_profit& rule, const account_view& view, const step_deltas&,
              time_point, verdicts& found) {
  if (view.binding.locks.find(rule.id))
    return;
  const auto figure = profit_figure(rule, view);
  // Reaching the target is a breach (R-0-5).
  if (figure >= rule.target)
    found.breach(end_of_day_verdict(rule.id, figure, rule.target, view.state.day));
}

std::optional<rule_reading> read(const daily_realized_profit& rule, const account_view& view) {
  const auto figure = profit_figure(rule, view);
  const auto profit = std::max(money{}, figure);
  return rule_reading{figure, rule.target, measure_unit::usd,
                      percent_of(profit.units(), rule.target.units())};
}

} // namespace riskd::domain::rules
