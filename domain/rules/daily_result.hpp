#pragma once

#include "domain/rules/evaluation.hpp"

namespace riskd::domain::rules {

// What the rules that end a trading day by its result have in common (RULE-003, RULE-013).

/// Result of the day: what is realized plus, if it is to count and trades and positions are in
/// step, the open result (R-003-1).
struct day_result {
  money realized;
  /// Zero if it does not count or must not be counted twice.
  money open;
};

[[nodiscard]] day_result result_of_day(const account_view& view, bool include_unrealized);

/// The verdict that flattens the account and locks it until the end of the trading day.
[[nodiscard]] verdict end_of_day_verdict(rule_id rule, money figure, money limit,
                                         const trading_day& day);

} // namespace riskd::domain::rules
