#pragma once

#include "domain/rules/auth_loss_guard.hpp"
#include "domain/rules/cooldown_after_loss.hpp"
#include "domain/rules/daily_realized_loss.hpp"
#include "domain/rules/daily_realized_profit.hpp"
#include "domain/rules/daily_unrealized_loss.hpp"
#include "domain/rules/max_contracts.hpp"
#include "domain/rules/max_contracts_per_instrument.hpp"
#include "domain/rules/max_unrealized_profit.hpp"
#include "domain/rules/no_stop_loss_grace.hpp"
#include "domain/rules/session_block_outside.hpp"
#include "domain/rules/symbol_blocks.hpp"
#include "domain/rules/trade_frequency_limit.hpp"
#include "domain/rules/trade_management.hpp"

#include <variant>
#include <vector>

namespace riskd::domain::rules {

/// The closed set of rules, in ascending order of number. Whatever visits it must handle every one.
using any_rule
  = std::variant<max_contracts, max_contracts_per_instrument, daily_realized_loss,
                 daily_unrealized_loss, max_unrealized_profit, trade_frequency_limit,
                 cooldown_after_loss, no_stop_loss_grace, session_block_outside, auth_loss_guard,
                 symbol_blocks, trade_management, daily_realized_profit>;

[[nodiscard]] inline rule_id id_of(const any_rule& x) {
  return std::visit([](const auto& each) { return each.id; }, x);
}

/// The active rules of one account, at most one of each kind, in ascending order of number (R-X-1).
class rule_set {
public:
  rule_set() = default;

  /// Adds a rule, or replaces the one of its kind.
  void set(any_rule added);

  [[nodiscard]] const std::vector<any_rule>& all() const {
    return rules_;
  }

  /// The active rule of the given kind, or null.
  template <class Rule>
  [[nodiscard]] const Rule* find() const {
    for (const auto& each : rules_)
      if (const auto* found = std::get_if<Rule>(&each))
        return found;
    return nullptr;
  }

  friend bool operator==(const rule_set&, const rule_set&) = default;

private:
  std::vector<any_rule> rules_;
};

} // namespace riskd::domain::rules
