#include "domain/rules/cooldown_after_loss.hpp"

#include "domain/rules/cooldown.hpp"
#include "domain/rules/evaluate.hpp"

namespace riskd::domain::rules {

namespace {

using tier = cooldown_after_loss::tier;

/// The most severe tier that the result reaches, or null (R-007-2).
const tier* tier_of(const cooldown_after_loss& rule, money result) {
  const tier* reached = nullptr;
  for (const auto& each : rule.tiers)
    if (result <= each.loss)
      reached = &each;
  return reached;
}

} // namespace

void evaluate(const cooldown_after_loss& rule, const account_view&, const step_deltas& deltas,
              time_point now, verdicts& found) {
  for (const auto& each : deltas.activity.results) {
    const auto* reached = tier_of(rule, each.result);
    const auto* before = tier_of(rule, each.worst_before);
    if (!reached || (before && reached->loss >= before->loss))
      continue;
    auto what = cooldown_verdict(rule.id, rule.existing_positions, now + reached->cooldown);
    what.order = each.order.order;
    what.observed = each.result;
    what.limit = reached->loss;
    what.unit = measure_unit::usd;
    found.breach(std::move(what));
  }
}

/// There is no figure between two closing orders.
std::optional<rule_reading> read(const cooldown_after_loss&, const account_view&) {
  return std::nullopt;
}

} // namespace riskd::domain::rules
