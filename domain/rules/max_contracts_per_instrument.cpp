#include "domain/rules/max_contracts_per_instrument.hpp"

#include "domain/rules/contract_count.hpp"
#include "domain/rules/evaluate.hpp"

namespace riskd::domain::rules {

void evaluate(const max_contracts_per_instrument& rule, const account_view& view,
              const step_deltas&, time_point, verdicts& found) {
  for (const auto& product : open_products(view.state)) {
    const auto limit = limit_of(rule, product);
    const auto size = size_of(product, view.state);
    // The limit itself is allowed; 0 means not tradable (R-002-2).
    if (!limit || size <= *limit)
      continue;
    found.violation({rule.id, product.symbol()},
                    verdict{rule.id, verdict_scope::product, std::nullopt, product.facts->product,
                            std::nullopt, size, *limit, measure_unit::contracts, rule.enforcement,
                            std::nullopt});
  }
}

/// Reads the product that uses most of its limit.
std::optional<rule_reading> read(const max_contracts_per_instrument& rule,
                                 const account_view& view) {
  std::optional<rule_reading> worst;
  for (const auto& product : open_products(view.state)) {
    const auto limit = limit_of(rule, product);
    if (!limit)
      continue;
    const auto size = size_of(product, view.state);
    // Any size is beyond a limit of none.
    const auto percent = *limit > quantity{} ? percent_of(size.count(), limit->count()) : 200;
    if (!worst || percent > worst->utilisation_percent)
      worst = rule_reading{size, *limit, measure_unit::contracts, percent};
  }
  return worst;
}

} // namespace riskd::domain::rules
