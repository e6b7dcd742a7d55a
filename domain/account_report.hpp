#pragma once

#include "domain/account_settings.hpp"
#include "domain/account_state.hpp"
#include "domain/daemon_status.hpp"
#include "domain/journal_entries.hpp"
#include "domain/self_test.hpp"
#include "domain/standing.hpp"

#include <set>
#include <string>
#include <vector>

namespace riskd::domain {

/// What the supervisor of an account knows beyond the account's facts.
struct account_circumstances {
  /// The account was compared with the broker since its event stream opened.
  bool merged = false;
  bool user_hub_up = false;
  /// The stream came back and the account was not compared with the broker since.
  bool comparing = false;
  bool market_hub_up = false;
  bool rest_up = true;
  /// What the broker left out of its latest answers about the account; empty if nothing.
  std::string unanswered;
  /// The broker names the account among those of the login.
  bool listed = true;
  bool store_writable = true;
  std::set<rule_id> failed_rules;
  /// What the latest self-test found, and when; empty before the first.
  std::vector<rule_proof> proofs;
  std::optional<time_point> self_tested;
  /// The settings in force are on disk: a restart on the same day goes on with them (R-P-2).
  bool settings_stored = false;
  /// What the settings will differ in from the next reset on (R-C-8).
  std::vector<setting_change> pending;
  /// Why the account's events cannot all be judged; empty if they can.
  std::string impairment;
  enforcement_status enforcement;
  std::optional<time_point> last_reconciled;
  /// The latest differences between here and the broker, newest last.
  std::vector<discrepancy> discrepancies;
  std::uint64_t events_applied = 0;
  std::uint64_t events_quarantined = 0;
};

/// Describes an account as operators see it (R-O-4). Says what is known and why it can or cannot be
/// relied upon.
[[nodiscard]] account_status describe(const account_state& state, const standing& binding,
                                      const account_settings& settings,
                                      const account_circumstances& around);

} // namespace riskd::domain
