#include "domain/rules/daily_realized_loss.hpp"

#include "domain/pnl.hpp"
#include "domain/rules/evaluate.hpp"

#include <algorithm>

namespace riskd::domain::rules {

namespace {

/// R-003-1. Open profit never hides a realized loss, and while trades and positions are out of step
/// the open part is left out, so that one loss is not counted twice.
money loss_figure(const daily_realized_loss& rule, const account_view& view) {
  const auto realized = realized_today(view.state, view.settings);
  if (!rule.include_unrealized || view.state.positions->in_transit())
    return realized;
  return realized + std::min(money{}, unrealized_of(view.state, view.settings).amount);
}

} // namespace

void evaluate(const daily_realized_loss& rule, const account_view& view, const step_deltas&,
              time_point, verdicts& found) {
  if (view.binding.locks.find(rule.id))
    return;
  const auto figure = loss_figure(rule, view);
  // Reaching the limit is a breach (R-0-5).
  if (figure > rule.limit)
    return;
  found.breach(
    verdict{rule.id,
            verdict_scope::account,
            std::nullopt,
            {},
            std::nullopt,
            figure,
            rule.limit,
            measure_unit::usd,
            remedy::flatten_and_lock,
            lock_request{rule.id, lock_kind::hard, lock_policy::flatten, view.state.day.end}});
}

std::optional<rule_reading> read(const daily_realized_loss& rule, const account_view& view) {
  const auto figure = loss_figure(rule, view);
  const auto loss = std::min(money{}, figure);
  return rule_reading{figure, rule.limit, measure_unit::usd,
                      percent_of(loss.units(), rule.limit.units())};
}

} // namespace riskd::domain::rules
