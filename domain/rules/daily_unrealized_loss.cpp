#include "domain/rules/daily_unrealized_loss.hpp"

#include "domain/pnl.hpp"
#include "domain/rules/evaluate.hpp"
#include "domain/rules/open_result.hpp"

#include <algorithm>

namespace riskd::domain::rules {

namespace {

/// R-004-1
money effective_limit(const daily_unrealized_loss& rule, const account_view& view) {
  const auto* day = view.settings.rules.find<daily_realized_loss>();
  if (!rule.respect_daily_limit || !day)
    return rule.limit;
  const auto cent = money{100};
  const auto left = day->limit - realized_today(view.state, view.settings);
  return std::max(rule.limit, std::min(left, -cent));
}

} // namespace

void evaluate(const daily_unrealized_loss& rule, const account_view& view, const step_deltas&,
              time_point, verdicts& found) {
  const auto limit = effective_limit(rule, view);
  close_positions_where(
    rule.id, limit, [limit](money result) { return result <= limit; }, view, found);
}

/// Reads the position that loses most.
std::optional<rule_reading> read(const daily_unrealized_loss& rule, const account_view& view) {
  std::optional<money> worst;
  for (const auto& [contract, held] : view.state.positions->open())
    if (const auto result = unrealized_of(view.state, held, view.settings))
      worst = worst ? std::min(*worst, *result) : *result;
  if (!worst)
    return std::nullopt;
  const auto limit = effective_limit(rule, view);
  return rule_reading{*worst, limit, measure_unit::usd,
                      percent_of(std::min(money{}, *worst).units(), limit.units())};
}

} // namespace riskd::domain::rules
