#pragma once

#include "domain/fleet/reports.hpp"
#include "domain/records.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace riskd::domain {

// What a hub knows of all daemons, for whoever shows it. Times are by the hub's clock unless said
// otherwise.

enum class daemon_standing : std::uint8_t {
  /// Expected by the configuration, and not heard of since the hub began.
  never,
  /// The agent is heard and its riskd answers.
  live,
  /// The agent is heard, but its riskd does not answer.
  unreachable,
  /// Nothing is heard from the agent.
  silent,
};

/// `never`, `live`, `unreachable`, `silent`.
const char* to_string(daemon_standing x);

/// What an account is shown as: the first of these that is true of it.
enum class account_look : std::uint8_t {
  silent,
  unprotected,
  locked,
  degraded,
  starting,
  shadow,
  protected_,
};

/// `silent`, `unprotected`, `locked`, `degraded`, `starting`, `shadow`, `protected`.
const char* to_string(account_look x);

[[nodiscard]] account_look look_of(const account_report& account, daemon_standing daemon);

struct fleet_account {
  account_report what;
  time_point received;
  account_look look{};

  friend bool operator==(const fleet_account&, const fleet_account&) = default;
};

enum class chain_state : std::uint8_t {
  /// No record is known yet.
  unknown,
  /// Every record follows from the one before.
  intact,
  /// Records that the hub has were cut off or rewritten, or do not follow from each other.
  broken,
};

/// `unknown`, `intact`, `broken`.
const char* to_string(chain_state x);

/// What is known of a daemon's audit chain.
struct audit_watch_status {
  chain_state state{};
  /// Why it is broken; for people.
  std::string remark;
  std::optional<record_place> until;
  std::string hash;
  std::optional<time_point> checked;
  /// How often somebody accepted the audit as it came, so that it was begun anew.
  std::uint64_t era = 0;

  friend bool operator==(const audit_watch_status&, const audit_watch_status&) = default;
};

struct fleet_daemon {
  /// Of its agent's certificate.
  std::string name;
  daemon_standing standing{};
  /// Why it is not live; for people.
  std::string remark;
  std::optional<time_point> attached;
  std::optional<time_point> last_heard;
  /// The daemon's clock minus the hub's, as far as a message shows it.
  std::optional<duration> clock_offset;
  /// Empty until the first report.
  std::optional<daemon_report> what;
  audit_watch_status audit;
  /// Records that were told and did not follow those that the hub had; they were asked for again.
  std::uint64_t missed = 0;
  /// In the order of their names.
  std::vector<fleet_account> accounts;

  friend bool operator==(const fleet_daemon&, const fleet_daemon&) = default;
};

enum class fleet_alarm_kind : std::uint8_t {
  daemon_silent,
  riskd_unreachable,
  account_unprotected,
  account_locked,
  audit_broken,
};

/// `daemon_silent`, `riskd_unreachable`, `account_unprotected`, `account_locked`, `audit_broken`.
const char* to_string(fleet_alarm_kind x);

[[nodiscard]] severity severity_of(fleet_alarm_kind x);

struct fleet_alarm {
  /// Counts the alarms of the hub, from 1, over its restarts.
  std::uint64_t id = 0;
  fleet_alarm_kind kind{};
  std::string daemon;
  /// Empty if it concerns the daemon.
  std::string account;
  time_point raised;
  /// Empty while it goes on.
  std::optional<time_point> ended;
  /// For people, for example `home has been silent for 30 s`.
  std::string text;

  friend bool operator==(const fleet_alarm&, const fleet_alarm&) = default;
};

struct fleet_status {
  /// When it was put together.
  time_point taken;
  time_point started;
  /// In the order of their names. What did not change since the last status is the same object.
  std::vector<std::shared_ptr<const fleet_daemon>> daemons;
  /// Newest first: all that go on, and the latest that ended.
  std::vector<fleet_alarm> alarms;
};

} // namespace riskd::domain
