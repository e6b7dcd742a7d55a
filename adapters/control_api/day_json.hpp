#pragma once

#include "adapters/control_api/json_values.hpp"
#include "domain/day_report.hpp"

#include <string>

namespace riskd::control_api {

/// An account and a trading day of it that is told about.
struct day_asked_for {
  std::string name;
  domain::account_day what;
};

/// One account of `GET /v1/report`.
[[nodiscard]] json day_report_json(const day_asked_for& asked, const domain::day_report& x,
                                   domain::time_point now);

/// The answer to `GET /v1/moments/{name}`.
[[nodiscard]] json moment_report_json(const day_asked_for& asked, domain::time_point at,
                                      const domain::moment_report& x);

} // namespace riskd::control_api
