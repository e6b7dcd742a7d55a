#pragma once

#include "adapters/control_api/json_values.hpp"
#include "domain/diagnosis.hpp"

#include <string>
#include <vector>

namespace riskd::control_api {

/// What is known about the way to one gateway.
struct gateway_diagnosis {
  std::string gateway;
  std::vector<domain::diagnosis_check> checks;
};

/// `{"schema": 1, "over": ..., "gateways": [{"name": ..., "checks": [...]}]}`.
/// @param is_over False while checks are still being made.
[[nodiscard]] json diagnosis_json(const std::vector<gateway_diagnosis>& all, bool is_over);

} // namespace riskd::control_api
