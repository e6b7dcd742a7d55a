#pragma once

#include "domain/rules/evaluation.hpp"

#include <optional>

namespace riskd::domain::rules {

// One pair of functions per rule, each defined in the rule's own source file: `evaluate` judges one
// step, `read` tells the figure and the limit it compares. Adding a rule to `any_rule` without both
// does not compile.

void evaluate(const max_contracts& rule, const account_view& view, const step_deltas& deltas,
              time_point now, verdicts& found);
void evaluate(const max_contracts_per_instrument& rule, const account_view& view,
              const step_deltas& deltas, time_point now, verdicts& found);
void evaluate(const daily_realized_loss& rule, const account_view& view, const step_deltas& deltas,
              time_point now, verdicts& found);
void evaluate(const daily_unrealized_loss& rule, const account_view& view,
              const step_deltas& deltas, time_point now, verdicts& found);
void evaluate(const max_unrealized_profit& rule, const account_view& view,
              const step_deltas& deltas, time_point now, verdicts& found);
void evaluate(const trade_frequency_limit& rule, const account_view& view,
              const step_deltas& deltas, time_point now, verdicts& found);
void evaluate(const cooldown_after_loss& rule, const account_view& view, const step_deltas& deltas,
              time_point now, verdicts& found);
void evaluate(const no_stop_loss_grace& rule, const account_view& view, const step_deltas& deltas,
              time_point now, verdicts& found);
void evaluate(const session_block_outside& rule, const account_view& view,
              const step_deltas& deltas, time_point now, verdicts& found);
void evaluate(const auth_loss_guard& rule, const account_view& view, const step_deltas& deltas,
              time_point now, verdicts& found);
void evaluate(const symbol_blocks& rule, const account_view& view, const step_deltas& deltas,
              time_point now, verdicts& found);
void evaluate(const trade_management& rule, const account_view& view, const step_deltas& deltas,
              time_point now, verdicts& found);
void evaluate(const daily_realized_profit& rule, const account_view& view,
              const step_deltas& deltas, time_point now, verdicts& found);

[[nodiscard]] std::optional<rule_reading> read(const max_contracts& rule, const account_view& view);
[[nodiscard]] std::optional<rule_reading> read(const max_contracts_per_instrument& rule,
                                               const account_view& view);
[[nodiscard]] std::optional<rule_reading> read(const daily_realized_loss& rule,
                                               const account_view& view);
[[nodiscard]] std::optional<rule_reading> read(const daily_unrealized_loss& rule,
                                               const account_view& view);
[[nodiscard]] std::optional<rule_reading> read(const max_unrealized_profit& rule,
                                               const account_view& view);
[[nodiscard]] std::optional<rule_reading> read(const trade_frequency_limit& rule,
                                               const account_view& view);
[[nodiscard]] std::optional<rule_reading> read(const cooldown_after_loss& rule,
                                               const account_view& view);
[[nodiscard]] std::optional<rule_reading> read(const no_stop_loss_grace& rule,
                                               const account_view& view);
[[nodiscard]] std::optional<rule_reading> read(const session_block_outside& rule,
                                               const account_view& view);
[[nodiscard]] std::optional<rule_reading> read(const auth_loss_guard& rule,
                                               const account_view& view);
[[nodiscard]] std::optional<rule_reading> read(const symbol_blocks& rule, const account_view& view);
[[nodiscard]] std::optional<rule_reading> read(const trade_management& rule,
                                               const account_view& view);
[[nodiscard]] std::optional<rule_reading> read(const daily_realized_profit& rule,
                                               const account_view& view);

/// Whole percent of `limit` that `figure` uses up, rounded down. @pre `limit` is not zero
[[nodiscard]] int percent_of(std::int64_t figure, std::int64_t limit);

} // namespace riskd::domain::rules
