#pragma once

#include "domain/position.hpp"
#include "domain/rules/evaluation.hpp"

#include <functional>

namespace riskd::domain::rules {

// What the rules that close one position by its own open result have in common (RULE-004,
// RULE-005).

/// True if the open result breaks the limit.
using result_test = std::function<bool(money result)>;

/// Reports every valued position whose trades are not ahead of it, whose result breaks the limit
/// and which the rule has not set out to close yet (R-004-2, R-004-3).
void close_positions_where(rule_id rule, money limit, const result_test& breaks,
                           const account_view& view, verdicts& found);

/// The verdict that brings one contract to flat.
[[nodiscard]] verdict close_verdict(rule_id rule, const account_view& view,
                                    const contract_id& contract);

} // namespace riskd::domain::rules
