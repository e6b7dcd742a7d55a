#pragma once

#include "domain/account_settings.hpp"
#include "domain/account_state.hpp"

#include <string>
#include <vector>

namespace riskd::domain {

/// Whether a rule fired when it was fed a breach.
struct rule_proof {
  rule_id rule{};
  bool armed = false;
  /// Why it is not armed; empty if it is.
  std::string reason;

  friend bool operator==(const rule_proof&, const rule_proof&) = default;
};

/// Feeds every enabled rule a synthetic breach on a copy of the account, through the same fold,
/// judgement and planning as any event, and tells which of them fired. Only a rule that just fired
/// may be called armed. Nothing of it touches the account.
[[nodiscard]] std::vector<rule_proof> prove_rules(const account_state& state,
                                                  const account_settings& settings, time_point now);

} // namespace riskd::domain
