#pragma once

#include "domain/account_settings.hpp"
#include "tests/simulation/venue.hpp"
#include "tests/support/scenario_randomness.hpp"

namespace riskd::simulation {

/// Draws what an account is guarded by: some of the rules, with limits that a few minutes of wild
/// trading reach, and a reset that often falls into them.
[[nodiscard]] domain::account_settings draw_settings(test::random_choices& draw,
                                                     domain::account_id account);

/// Somebody who trades one account wildly, lock or no lock.
class trader {
public:
  trader(simulated_venue& venue, domain::account_id account, std::uint64_t seed);

  /// Does one thing. Returns how long to wait until the next.
  domain::duration act();

private:
  void trade();
  void leave();
  void place_order();
  void cancel_order();
  [[nodiscard]] const domain::contract_row& any_contract();

  simulated_venue& venue_;
  domain::account_id account_;
  test::random_choices draw_;
  bool can_trade_ = true;
};

} // namespace riskd::simulation
