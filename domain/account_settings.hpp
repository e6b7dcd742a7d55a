#pragma once

#include "domain/rules/rule_set.hpp"
#include "domain/setting_change.hpp"
#include "domain/standing.hpp"
#include "domain/trading_calendar.hpp"
#include "domain/trading_day.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace riskd::domain {

/// Whether realized results count fees and commissions (R-V-17).
enum class pnl_basis : std::uint8_t { net, gross };

const char* to_string(pnl_basis x);

/// Which price values an open position (R-V-13).
enum class mark_source : std::uint8_t { last, mid, exit_side };

const char* to_string(mark_source x);

/// Whether commands are sent or only recorded.
enum class account_mode : std::uint8_t { enforce, shadow };

const char* to_string(account_mode x);

/// What happens to positions when the daemon stops (R-G-9).
enum class shutdown_policy : std::uint8_t { keep, flatten };

const char* to_string(shutdown_policy x);

/// How many incidents of an account's actors are borne before it is locked (R-L-16).
struct supervision_budget {
  int restarts = 3;
  std::chrono::seconds window{60};

  friend bool operator==(const supervision_budget&, const supervision_budget&) = default;
};

/// The effective configuration of one account: everything that judging and enforcing read. Rule
/// parameters are in force from the next step on; there is no other hidden state.
struct account_settings {
  /// How the operator names the account: its exact name at the gateway, its id, or both.
  std::string name;
  std::optional<account_id> id;
  account_mode mode = account_mode::enforce;
  pnl_basis basis = pnl_basis::net;
  reset_rule reset;
  mark_source mark = mark_source::last;
  /// 0 means that a quote never grows stale.
  std::chrono::seconds stale_after{5};
  rules::rule_set rules;
  /// Days without a session, or with a shorter one, for RULE-009.
  trading_calendar calendar;
  shutdown_policy on_shutdown = shutdown_policy::keep;
  safe_mode_policy safe_mode = safe_mode_policy::close_only;
  supervision_budget supervision;
  /// How often the account is compared with the broker when nothing else calls for it (R-G-5).
  std::chrono::seconds reconcile_interval{30};
  /// SHA-256 of the effective configuration, lower-case hex (R-C-5).
  std::string config_hash;
  /// The effective configuration as the journal keeps it, JSON text; whoever reads it back made it.
  std::string stored_text;

  friend bool operator==(const account_settings&, const account_settings&) = default;
};

/// What an account follows from its next reset on (R-C-8).
struct pending_settings {
  /// Null if the account is no longer listed: it stays guarded until the daemon is started after
  /// the reset.
  std::shared_ptr<const account_settings> settings;
  /// What differs from the settings in force.
  std::vector<setting_change> changes;
};

} // namespace riskd::domain
