#pragma once

#include "apps/riskctl/hub_health.hpp"

#include <string>

namespace riskd::riskctl {

// The answer of a hub to `GET /api/overview` (docs/openapi-hub.yaml) as text for people. What takes
// it throws `json::exception` if it is not of that form.

/// All daemons, their accounts, and the alarms that go on. If `only` is not empty, only the
/// accounts of that name or id, but these in full.
[[nodiscard]] std::string fleet_report(const json& overview, const fleet_health& health,
                                       const std::string& only, const terminal::style& look);

/// True if any daemon has an account of this name or id.
[[nodiscard]] bool has_account(const json& overview, const std::string& wanted);

/// The answer without the accounts of other names and ids.
[[nodiscard]] json only_account(json overview, const std::string& wanted);

} // namespace riskd::riskctl
