#include "domain/rules/symbol_blocks.hpp"

#include "domain/rules/blocked_products.hpp"
#include "domain/rules/evaluate.hpp"

namespace riskd::domain::rules {

void evaluate(const symbol_blocks& rule, const account_view& view, const step_deltas&, time_point,
              verdicts& found) {
  for (const auto& product : blocked_products(rule, view.state)) {
    const bool holds = product.held > quantity{};
    verdict what;
    what.rule = rule.id;
    what.scope = verdict_scope::product;
    what.product = product.name;
    what.observed = holds ? product.held : quantity{product.live_orders};
    what.limit = quantity{0};
    what.unit = holds ? measure_unit::contracts : measure_unit::orders;
    what.action = remedy::block;
    found.violation({rule.id, product.symbol}, std::move(what));
  }
}

/// A block has no figure to approach.
std::optional<rule_reading> read(const symbol_blocks&, const account_view&) {
  return std::nullopt;
}

} // namespace riskd::domain::rules
