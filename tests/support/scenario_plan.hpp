#pragma once

#include "domain/enforcement_plan.hpp"
#include "tests/support/scenario_engine.hpp"

#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::test {

/// Which commands may leave, as a test wants it; all of them unless it says otherwise.
class plan_permission final : public domain::send_permission {
public:
  bool presumes = true;
  std::size_t calls = std::numeric_limits<std::size_t>::max();
  std::set<domain::contract_id> held_back_contracts;
  std::set<domain::order_id> held_back_orders;

  [[nodiscard]] bool may_shrink(const domain::contract_id& contract) const override {
    return !held_back_contracts.contains(contract);
  }

  [[nodiscard]] bool may_reduce(const domain::contract_id& contract) const override {
    return may_shrink(contract);
  }

  [[nodiscard]] bool may_cancel(domain::order_id order) const override {
    return !held_back_orders.contains(order);
  }

  [[nodiscard]] bool may_modify(domain::order_id order) const override {
    return !held_back_orders.contains(order);
  }

  [[nodiscard]] bool may_place(const domain::contract_id& contract) const override {
    return !held_back_contracts.contains(contract);
  }

  [[nodiscard]] std::size_t free_calls() const override {
    return calls;
  }

  [[nodiscard]] bool presumes_lost() const override {
    return presumes;
  }
};

/// Plans one step of the account so many seconds after T0 and returns the commands in shorthand.
[[nodiscard]] std::string planned(scenario_engine::account& account, std::string_view seconds,
                                  const plan_permission& permission = {});

/// Applies an event to the account and lets its standing orders follow, without planning.
void change(scenario_engine::account& account, const domain::account_payload& payload,
            std::string_view seconds);

/// Joins texts with `; `.
[[nodiscard]] std::string joined(const std::vector<std::string>& texts);

/// Writes a command as a record does, without its time.
[[nodiscard]] std::string in_shorthand(const domain::command_ticket& ticket);

} // namespace riskd::test
