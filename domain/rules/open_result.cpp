#include "domain/rules/open_result.hpp"

#include "domain/pnl.hpp"

namespace riskd::domain::rules {

namespace {

/// Trades that the position does not show yet have realized a part of its result already.
bool is_behind_trades(const account_state& state, const contract_id& contract) {
  const auto& transits = state.positions->transits();
  const auto found = transits.find(contract);
  const auto ahead = found == transits.end() ? quantity{} : found->second.amount;
  return ahead > quantity{};
}

} // namespace

void close_positions_where(rule_id rule, money limit, const result_test& breaks,
                           const account_view& view, verdicts& found) {
  for (const auto& [contract, held] : view.state.positions->open()) {
    if (is_behind_trades(view.state, contract)
        || view.binding.directives.contains({contract, rule}))
      continue;
    const auto result = unrealized_of(view.state, held, view.settings);
    if (!result || !breaks(*result))
      continue;
    auto what = close_verdict(rule, view, contract);
    what.observed = *result;
    what.limit = limit;
    what.unit = measure_unit::usd;
    found.close(std::move(what));
  }
}

verdict close_verdict(rule_id rule, const account_view& view, const contract_id& contract) {
  verdict what;
  what.rule = rule;
  what.scope = verdict_scope::contract;
  what.contract = contract;
  what.product = facts_of(view.state, contract)->product;
  what.action = remedy::close_position;
  return what;
}

} // namespace riskd::domain::rules
