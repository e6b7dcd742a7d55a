#pragma once

#include "adapters/control_api/answer_desk.hpp"
#include "adapters/control_api/history_routes.hpp"
#include "adapters/control_api/why_routes.hpp"
#include "tests/unit/logging/set_clock.hpp"

#include <utility>

namespace riskd::test {

/// Two locks, two records of the audit and two trades, or a failure.
class sample_past final : public domain::history_port {
public:
  [[nodiscard]] domain::result<domain::history_part<domain::past_lock>>
  locks(const domain::history_range& wanted, const limit& is_over) const override;

  [[nodiscard]] domain::result<domain::history_part<domain::logged_record>>
  log(const domain::history_range& wanted, const limit& is_over) const override;

  [[nodiscard]] domain::result<domain::history_part<domain::past_trade>>
  trades(const domain::history_range& wanted, const limit& is_over) const override;

  bool is_readable = true;
};

/// What answers about the past need.
struct past_desk {
  sample_past past;
  set_clock clock_of_desk;
  control_api::answer_desk desk{clock_of_desk};

  [[nodiscard]] control_api::route_table routes_of_past(const domain::status_port& status) {
    const control_api::history_sources from{past, status, desk};
    auto out = control_api::history_routes(from);
    for (auto& each : control_api::why_routes(from, clock_of_desk))
      out.push_back(std::move(each));
    return out;
  }
};

} // namespace riskd::test
