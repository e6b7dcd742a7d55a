#include "domain/settings_plan.hpp"

#include "domain/contract_check.hpp"

#include <utility>

namespace riskd::domain {

settings_plan on_day_of(settings_plan plan, time_point instant) {
  RISKD_EXPECTS(plan.now != nullptr);
  const auto today = day_at(plan.now->reset, instant).id;
  if (!plan.pending || today <= plan.day)
    return plan;
  return {std::exchange(plan.pending, std::nullopt)->settings, std::nullopt, today};
}

} // namespace riskd::domain
