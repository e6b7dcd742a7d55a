#pragma once

#include "domain/ports/wall_clock.hpp"
#include "messages/account_steps.hpp"

#include <chrono>

namespace riskd::bench {

/// The settings of one account with every rule that exists, none of which is near its limit except
/// the number of contracts. Its trading day ends half a day from now.
[[nodiscard]] settings_ptr settings_of(domain::account_id account, domain::quantity limit,
                                       const domain::clock_reading& now);

/// The same settings, and RULE-007: an order that loses `loss` begins a cooldown of `length`, under
/// which every position is closed.
[[nodiscard]] settings_ptr with_cooldown(const settings_ptr& settings, domain::money loss,
                                         std::chrono::seconds length);

} // namespace riskd::bench
