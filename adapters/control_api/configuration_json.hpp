#pragma once

#include "adapters/control_api/json_values.hpp"
#include "domain/configuration_report.hpp"

#include <vector>

namespace riskd::control_api {

/// A rule and its parameters, for `/v1/rules`.
[[nodiscard]] json listed_rule_json(const domain::listed_rule& rule);

/// The configuration of the accounts, for `/v1/rules`.
[[nodiscard]] json rules_json(const std::vector<domain::configuration_of_account>& accounts);

/// What is going to change in an account's configuration; null if nothing is.
[[nodiscard]] json pending_json(const std::vector<domain::setting_change>& pending,
                                const std::optional<domain::time_point>& from);

/// The answer to `/v1/config/reload`.
[[nodiscard]] json reload_json(const domain::reload_report& report);

} // namespace riskd::control_api
