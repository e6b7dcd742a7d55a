#pragma once

#include "domain/daemon_status.hpp"

namespace riskd::domain {

/// How a configured account looks before it was found at its broker.
[[nodiscard]] account_status describe_unresolved(const account_settings& settings);

/// True if no link of the login works (R-G-7).
[[nodiscard]] bool is_blind(const gateway_status& gateway);

/// Works out the daemon's phase and the reasons for it from its parts (R-G-3): READY once every
/// account has been compared with its broker and every link is up, DEGRADED if something that
/// worked does not.
void judge_readiness(daemon_status& status, bool stopping);

} // namespace riskd::domain
