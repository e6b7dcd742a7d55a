#pragma once

#include "domain/account_settings.hpp"
#include "domain/events.hpp"
#include "domain/journal_entries.hpp"
#include "domain/ledger_row.hpp"
#include "domain/locks.hpp"
#include "domain/notification_status.hpp"
#include "domain/position.hpp"
#include "domain/records.hpp"
#include "domain/shared_rows.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace riskd::domain {

// What is known about the daemon at one moment, for people and programs that ask (R-O-4). Ages are
// computed by whoever shows it, from `taken` and the times below.

/// State of the whole daemon (R-G-3).
enum class daemon_phase : std::uint8_t { starting, ready, degraded, stopping };

/// `STARTING`, `READY`, `DEGRADED`, `STOPPING`.
const char* to_string(daemon_phase x);

/// How far an account can be relied upon (R-O-4).
enum class protection : std::uint8_t {
  starting,
  protected_,
  shadow,
  degraded,
  unprotected,
};

/// `STARTING`, `PROTECTED`, `SHADOW`, `DEGRADED`, `UNPROTECTED`.
const char* to_string(protection x);

struct link_status {
  link which{};
  bool up = false;
  /// When something last arrived; empty if nothing ever did.
  std::optional<time_point> last_record;
  /// Why it is down, or that it is not encrypted.
  std::string remark;
};

/// An open position as an operator sees it.
struct position_status {
  position held;
  std::string product;
  /// Exact decimal text; the mid of a quote may lie between two prices.
  std::optional<std::string> mark;
  std::optional<time_point> mark_time;
  /// Empty if the position cannot be valued (R-V-14).
  std::optional<money> unrealized;
  /// Sum of what working stops on the exit side still cover.
  quantity stop_coverage;
};

struct rule_status {
  rule_id rule{};
  bool enabled = false;
  /// The rule failed and is not being judged (R-X-5), or did not pass its self-test.
  bool failed = false;
  /// What it compares now; empty where that is not one figure.
  std::optional<measure> observed;
  std::optional<measure> limit;
  /// Whole percent of the limit (R-O-5); empty where that is not one figure.
  std::optional<int> utilisation_percent;
  bool in_breach = false;
  /// It fired at the latest self-test: only then it may be called armed.
  bool armed = false;
};

/// How quickly the latest enforcement acted; empty members did not happen yet.
struct enforcement_status {
  bool active = false;
  std::optional<time_point> started;
  std::uint32_t commands_sent = 0;
  std::uint32_t commands_failed = 0;
  std::optional<time_point> verified_flat;
};

struct account_status {
  std::string name;
  std::optional<account_id> id;
  account_mode mode = account_mode::enforce;
  protection state = protection::starting;
  /// Why `state` is what it is, worst first.
  std::vector<std::string> reasons;
  bool can_trade = true;
  std::optional<money> balance;
  money realized;
  money unrealized;
  /// False if some open position could not be valued, so that `unrealized` leaves it out.
  bool unrealized_complete = true;
  std::optional<trading_day> day;
  std::vector<position_status> positions;
  std::vector<order_row> live_orders;
  std::vector<rule_status> rules;
  std::vector<lock> locks;
  std::optional<safe_mode> safe;
  enforcement_status enforcement;
  std::optional<time_point> last_reconciled;
  /// The latest differences between here and the broker (R-G-5), newest last, bounded.
  std::vector<discrepancy> discrepancies;
  /// When its rules were last proven to fire.
  std::optional<time_point> self_tested;
  std::uint64_t events_applied = 0;
  std::uint64_t events_quarantined = 0;
  /// Text of the profit target's message when that lock is in force (R-013-3).
  std::string notice;
  std::string config_hash;
  /// What will differ in its configuration from the end of `day` on (R-C-8).
  std::vector<setting_change> pending;
};

struct gateway_status {
  std::string name;
  std::vector<link_status> links;
  bool logged_in = false;
  /// Why there is no session, and what is to be done about it.
  std::string login_remark;
  std::optional<time_point> token_expires;
  /// What is added to local time because the broker's clock says otherwise; zero while the two
  /// agree (R-L-12).
  duration clock_correction{};
  std::uint64_t frames_rejected = 0;
  std::uint64_t reconnects = 0;
  /// Contracts in play that the catalogue does not describe yet (R-E-20).
  std::vector<contract_id> unknown_contracts;
  /// Names or ids of configured accounts that were not found (R-G-1).
  std::vector<std::string> unresolved_accounts;
};

struct storage_status {
  bool writable = true;
  std::string remark;
};

/// An alert that an operator should still see.
struct alert_status {
  time_point at;
  std::optional<account_id> account;
  alert_record what;
};

struct daemon_status {
  time_point taken;
  std::string version;
  std::int64_t pid = 0;
  time_point started;
  daemon_phase phase = daemon_phase::starting;
  std::vector<std::string> reasons;
  std::vector<gateway_status> gateways;
  shared_rows<account_status> accounts;
  storage_status storage;
  notification_status notifications;
  /// Newest last, bounded.
  std::vector<alert_status> alerts;
};

} // namespace riskd::domain
