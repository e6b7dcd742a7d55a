#include "domain/rules/daily_realized_loss.hpp"

#include "domain/rules/daily_result.hpp"
#include "domain/rules/evaluate.hpp"

#include <algorithm>

namespace riskd::domain::rules {

namespace {

/// Open profit never hides a realized loss (R-003-1).
money loss_figure(const daily_realized_loss& rule, const account_view& view) {
  const auto result = result_of_day(view, rule.include_unrealized);
  return result.realized + std::min(money{}, result.open);
}

} // namespace

void evaluate(const daily_realized_loss& rule, const account_view& view, const step_deltas&,
              time_point, verdicts& found) {
  if (view.binding.locks.find(rule.id))
    return;
  const auto figure = loss_figure(rule, view);
  // Reaching the limit is a breach (R-0-5).
  if (figure <= rule.limit)
    found.breach(end_of_day_verdict(rule.id, figure, rule.limit, view.state.day));
}

std::optional<rule_reading> read(const daily_realized_loss& rule, const account_view& view) {
  const auto figure = loss_figure(rule, view);
  const auto loss = std::min(money{}, figure);
  return rule_reading{figure, rule.limit, measure_unit::usd,
                      percent_of(loss.units(), rule.limit.units())};
}

} // namespace riskd::domain::rules
