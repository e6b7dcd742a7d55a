#pragma once

#include "domain/records.hpp"

#include <vector>

namespace riskd::domain {

/// Hears what was decided about accounts.
class decision_port {
public:
  decision_port() = default;
  decision_port(const decision_port&) = delete;
  decision_port& operator=(const decision_port&) = delete;
  virtual ~decision_port() = default;

  /// The decisions of one step, in the order of R-X-3. Called by the account's supervisor; must not
  /// block.
  virtual void decided(account_id account, time_point at, const std::vector<decision>& records) = 0;
};

} // namespace riskd::domain
