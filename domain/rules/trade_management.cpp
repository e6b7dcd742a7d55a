#include "domain/rules/trade_management.hpp"

#include "domain/rules/evaluate.hpp"

namespace riskd::domain::rules {

/// It never breaks a limit: what it wants done is planned with the commands of a step (R-012-8).
void evaluate(const trade_management&, const account_view&, const step_deltas&, time_point,
              verdicts&) {
}

std::optional<rule_reading> read(const trade_management&, const account_view&) {
  return std::nullopt;
}

} // namespace riskd::domain::rules
