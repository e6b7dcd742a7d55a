#include "domain/rules/no_stop_loss_grace.hpp"

#include "domain/rules/evaluate.hpp"
#include "domain/rules/open_result.hpp"
#include "domain/stop_coverage.hpp"

namespace riskd::domain::rules {

void evaluate(const no_stop_loss_grace& rule, const account_view& view, const step_deltas&,
              time_point now, verdicts& found) {
  for (const auto& [contract, held] : view.state.positions->open()) {
    if (!held.uncovered_since || now < *held.uncovered_since + rule.grace_period
        || view.binding.directives.contains({contract, rule.id}))
      continue;
    auto what = close_verdict(rule.id, view, contract);
    what.observed = protection_of(view.state, held, rule);
    what.limit = demanded_protection(held, rule);
    what.unit = measure_unit::contracts;
    found.close(std::move(what));
  }
}

/// Reads the first position without protection.
std::optional<rule_reading> read(const no_stop_loss_grace& rule, const account_view& view) {
  for (const auto& [contract, held] : view.state.positions->open())
    if (held.uncovered_since)
      return rule_reading{protection_of(view.state, held, rule), demanded_protection(held, rule),
                          measure_unit::contracts, 0};
  return std::nullopt;
}

} // namespace riskd::domain::rules
