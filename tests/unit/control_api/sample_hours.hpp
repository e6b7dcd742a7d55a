#pragma once

#include "adapters/control_api/hours_routes.hpp"
#include "tests/unit/logging/set_clock.hpp"

#include <vector>

namespace riskd::test {

/// Hours of two accounts that trade from evening to afternoon in Chicago, with a holiday, an early
/// close and the change to summer time ahead, and of one without sessions.
class sample_hours final : public control_api::hours_service {
public:
  [[nodiscard]] std::vector<control_api::account_hours> hours() override;

  /// The routes, at the time of `sample_time`.
  [[nodiscard]] control_api::route_table routes() {
    return control_api::hours_routes(*this, clock);
  }

  set_clock clock;
};

} // namespace riskd::test
