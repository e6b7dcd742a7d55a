#pragma once

#include "domain/ports/wall_clock.hpp"
#include "messages/account_steps.hpp"

namespace riskd::bench {

/// The settings of one account with every rule that exists, none of which is near its limit except
/// the number of contracts. Its trading day ends half a day from now.
[[nodiscard]] settings_ptr settings_of(domain::account_id account, domain::quantity limit,
                                       const domain::clock_reading& now);

} // namespace riskd::bench
