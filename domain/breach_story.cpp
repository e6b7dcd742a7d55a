#include "domain/breach_story.hpp"

#include <variant>

namespace riskd::domain {

namespace {

struct closing_sum {
  money gross;
  money costs;
  bool is_complete = true;
};

closing_sum sum_of(const std::vector<past_trade>& closings) {
  closing_sum out;
  for (const auto& each : closings) {
    if (each.row.voided)
      continue;
    out.is_complete = out.is_complete && each.row.profit_and_loss.has_value();
    out.gross = out.gross + each.row.profit_and_loss.value_or(money{});
    out.costs = out.costs + each.row.fees + each.row.commissions;
  }
  return out;
}

bool is_of_day(rule_id rule) {
  return rule == rule_id::daily_realized_loss || rule == rule_id::daily_realized_profit;
}

delay_cost unknown(delay_cost known, const char* reason) {
  known.reason = reason;
  return known;
}

/// The figure is the result of the day with what was open; the result is the day's once that is
/// closed (R-003-1, R-013-1).
delay_cost cost_of_day(const breach_story& x, const closing_sum& sum, delay_cost out) {
  if (!x.realized || !x.counts_costs)
    return unknown(out, "the realized result of the day is not on record");
  out.result = *x.realized;
  out.costs = *x.counts_costs ? sum.costs : money{};
  const auto before = *x.realized - (sum.gross - out.costs);
  if (before == *out.figure)
    return unknown(out, "the figure at the breach was what was realized, without what was open");
  out.lost = *out.figure - *out.result - out.costs;
  return out;
}

} // namespace

delay_cost cost_of_delay(const breach_story& x) {
  delay_cost out;
  const auto* figure = x.what.observed ? std::get_if<money>(&*x.what.observed) : nullptr;
  if (figure == nullptr)
    return unknown(out, "the rule compares no money, and prices are not on record");
  out.figure = *figure;
  if (x.mode == "shadow")
    return unknown(out, "the account was in shadow mode, so that nothing was closed");
  if (!x.gone)
    return unknown(out, "the end is not on record");
  if (x.closings.empty())
    return unknown(out, "nothing was closed");
  const auto sum = sum_of(x.closings);
  if (!sum.is_complete)
    return unknown(out, "the broker has not told the result of every closing fill");
  if (is_of_day(x.what.rule))
    return cost_of_day(x, sum, out);
  // The open result of one position: costs are in neither (R-004-2).
  out.result = sum.gross;
  out.lost = *out.figure - sum.gross;
  return out;
}

} // namespace riskd::domain
