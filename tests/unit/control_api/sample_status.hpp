#pragma once

#include "domain/daemon_status.hpp"

#include <string>
#include <string_view>

namespace riskd::test {

/// When the samples were taken.
[[nodiscard]] domain::time_point sample_time();

/// Builds the status of one account; starts out protected, flat and unlocked.
class account_builder {
public:
  account_builder(std::string name, std::int64_t id);

  account_builder& in_state(domain::protection state, std::string reason = {});
  account_builder& in_shadow();
  account_builder& with_results(domain::money realized, domain::money unrealized);
  account_builder& locked_by(domain::rule_id rule, domain::lock_kind kind,
                             domain::lock_policy policy, std::string_view until = {});
  account_builder& holding(domain::side held, std::int64_t size, std::string contract,
                           std::string product);
  account_builder& with_stop_order(std::int64_t order, std::string contract);
  account_builder& with_rule(domain::rule_status rule);
  account_builder& enforcing();

  [[nodiscard]] const domain::account_status& built() const {
    return account_;
  }

private:
  domain::account_status account_;
};

/// A daemon that is READY and watches nothing.
[[nodiscard]] domain::daemon_status ready_status();

/// READY; `A-1` is locked by a daily loss and a cooldown, `B/2 %` holds positions, `C-3` is
/// shadowed.
[[nodiscard]] domain::daemon_status busy_status();

/// DEGRADED, with an account in each of the states that are not good.
[[nodiscard]] domain::daemon_status troubled_status();

} // namespace riskd::test
