#pragma once

#include "domain/enforcement_plan.hpp"

#include <limits>

namespace riskd::domain {

/// Nothing is held back, and a command counts as lost after 5 s: for commands that are recorded
/// instead of sent (R-J-8).
class unlimited_permission final : public send_permission {
public:
  [[nodiscard]] bool may_shrink(const contract_id&) const override {
    return true;
  }

  [[nodiscard]] bool may_reduce(const contract_id&) const override {
    return true;
  }

  [[nodiscard]] bool may_cancel(order_id) const override {
    return true;
  }

  [[nodiscard]] bool may_modify(order_id) const override {
    return true;
  }

  [[nodiscard]] bool may_place(const contract_id&) const override {
    return true;
  }

  [[nodiscard]] std::size_t free_calls() const override {
    return std::numeric_limits<std::size_t>::max();
  }

  [[nodiscard]] bool presumes_lost() const override {
    return true;
  }
};

} // namespace riskd::domain
