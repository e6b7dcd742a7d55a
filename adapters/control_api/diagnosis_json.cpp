#include "adapters/control_api/diagnosis_json.hpp"

#include <chrono>

namespace riskd::control_api {

namespace {

json check_json(const domain::diagnosis_check& x) {
  using milliseconds = std::chrono::duration<double, std::milli>;
  return {{"check", x.name},
          {"result", to_string(x.result)},
          {"detail", x.detail},
          {"took_ms", x.took ? json(milliseconds{*x.took}.count()) : json(nullptr)}};
}

} // namespace

json diagnosis_json(const std::vector<gateway_diagnosis>& all, bool is_over) {
  auto gateways = json::array();
  for (const auto& each : all) {
    auto checks = json::array();
    for (const auto& one : each.checks)
      checks.push_back(check_json(one));
    gateways.push_back({{"name", each.gateway}, {"checks", std::move(checks)}});
  }
  return {{"schema", 1}, {"over", is_over}, {"gateways", std::move(gateways)}};
}

} // namespace riskd::control_api
