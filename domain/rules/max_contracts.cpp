#include "domain/rules/max_contracts.hpp"

#include "domain/rules/contract_count.hpp"
#include "domain/rules/evaluate.hpp"

#include <algorithm>

namespace riskd::domain::rules {

namespace {

/// R-001-1
quantity count_of(const max_contracts& rule, const account_view& view) {
  const auto count = signed_count(rule, view.state);
  return std::max(count, -count);
}

} // namespace

void evaluate(const max_contracts& rule, const account_view& view, const step_deltas&, time_point,
              verdicts& found) {
  const auto count = count_of(rule, view);
  // The limit itself is allowed (R-001-2).
  if (count <= rule.limit)
    return;
  found.violation({rule.id, {}}, verdict{rule.id,
                                         verdict_scope::account,
                                         std::nullopt,
                                         {},
                                         std::nullopt,
                                         count,
                                         rule.limit,
                                         measure_unit::contracts,
                                         rule.enforcement,
                                         std::nullopt});
}

std::optional<rule_reading> read(const max_contracts& rule, const account_view& view) {
  const auto count = count_of(rule, view);
  return rule_reading{count, rule.limit, measure_unit::contracts,
                      percent_of(count.count(), rule.limit.count())};
}

} // namespace riskd::domain::rules
