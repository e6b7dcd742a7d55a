#include "domain/rules/max_unrealized_profit.hpp"

#include "domain/pnl.hpp"
#include "domain/rules/evaluate.hpp"
#include "domain/rules/open_result.hpp"

#include <algorithm>

namespace riskd::domain::rules {

namespace {

/// R-005-1
money effective_target(const max_unrealized_profit& rule, const account_view& view) {
  const auto* day = view.settings.rules.find<daily_realized_profit>();
  if (!rule.respect_daily_target || !day)
    return rule.target;
  const auto cent = money{100};
  const auto left = day->target - realized_today(view.state, view.settings);
  return std::min(rule.target, std::max(left, cent));
}

} // namespace

void evaluate(const max_unrealized_profit& rule, const account_view& view, const step_deltas&,
              time_point, verdicts& found) {
  const auto target = effective_target(rule, view);
  close_positions_where(
    rule.id, target, [target](money result) { return result >= target; }, view, found);
}

/// Reads the position that gains most.
std::optional<rule_reading> read(const max_unrealized_profit& rule, const account_view& view) {
  std::optional<money> best;
  for (const auto& [contract, held] : view.state.positions->open())
    if (const auto result = unrealized_of(view.state, held, view.settings))
      best = best ? std::max(*best, *result) : *result;
  if (!best)
    return std::nullopt;
  const auto target = effective_target(rule, view);
  return rule_reading{*best, target, measure_unit::usd,
                      percent_of(std::max(money{}, *best).units(), target.units())};
}

} // namespace riskd::domain::rules
