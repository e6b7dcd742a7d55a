#pragma once

#include "domain/daemon_status.hpp"
#include "domain/history.hpp"
#include "domain/ids.hpp"
#include "domain/money.hpp"
#include "domain/time.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace riskd::domain {

// What an agent tells a hub of the riskd beside it. The facts that the hub judges stand in members;
// what it only shows is passed on as the JSON that riskd's local API gives (docs/openapi.yaml).

/// A hub takes no more accounts of one daemon.
inline constexpr std::size_t accounts_max = 10'000;

/// Bytes of the longest document: agents shorten what is longer, and hubs refuse it.
inline constexpr std::size_t told_document_max = std::size_t{48} * 1024;

/// What is known of one riskd.
struct daemon_report {
  /// By the clock of the agent's machine.
  time_point taken;
  /// Whether riskd answers on its socket.
  bool answers = false;
  /// Why it does not; for people.
  std::string remark;
  std::string version;
  /// Where the audit ends, and the hash there; empty until it was read.
  std::optional<record_place> audit_end;
  std::string audit_hash;
  /// The schema `status` of the local API without its accounts. The last known one if riskd does
  /// not answer; empty if there never was one.
  std::string document;
  /// The names of all its accounts; empty if they are not known. Only agents have them here: a hub
  /// is told of them in listings.
  std::optional<std::vector<std::string>> accounts;

  friend bool operator==(const daemon_report&, const daemon_report&) = default;
};

/// What is known of one account.
struct account_report {
  /// Of the configuration; tells the accounts of a daemon apart.
  std::string name;
  /// By the clock of the agent's machine.
  time_point taken;
  protection state{};
  bool is_locked = false;
  std::optional<money> realized;
  std::optional<money> unrealized;
  /// One item of `accounts` in the schema `status` of the local API.
  std::string document;

  friend bool operator==(const account_report&, const account_report&) = default;
};

/// A record of the audit, with its place in the chain (R-P-5).
struct audit_report {
  record_place place;
  /// 64 hexadecimal digits each.
  std::string hash;
  std::string previous;
  time_point at;
  /// Empty if it concerns the daemon.
  std::string account;
  std::string type;
  /// Empty if it concerns none.
  std::string rule;
  /// Plain English (R-P-7).
  std::string text;

  friend bool operator==(const audit_report&, const audit_report&) = default;
};

/// What followed from one breach, as far as it is known.
struct story_report {
  breach_id breach;
  std::string account;
  /// When the rule was broken.
  time_point at;
  /// The schema `timeline` of the local API.
  std::string document;

  friend bool operator==(const story_report&, const story_report&) = default;
};

/// Which accounts a daemon has, for a stretch of their names: those behind `after`, up to `until`
/// and that included. What a hub knows of the stretch beside these is gone.
struct account_listing {
  /// Empty for the beginning.
  std::string after;
  /// Empty for the end.
  std::string until;
  /// Ascending. Some may not have been reported yet.
  std::vector<std::string> names;
  /// How many accounts the daemon has in all.
  std::uint64_t count = 0;

  friend bool operator==(const account_listing&, const account_listing&) = default;
};

/// One message of an agent. Of daemon and accounts the newest state counts; records come in the
/// order of their places, without a gap after the last receipt unless the audit itself has one.
/// Of accounts those that are gone come first, then the listing, then the reports.
struct fleet_update {
  /// Counts the messages of one link, from 1.
  std::uint64_t number = 0;
  /// By the clock of the agent's machine.
  time_point sent;
  std::optional<daemon_report> daemon;
  std::vector<account_report> accounts;
  /// Accounts that the daemon no longer has.
  std::vector<std::string> gone;
  /// Empty if the agent knows nothing of the accounts, or nothing new.
  std::optional<account_listing> listing;
  std::vector<audit_report> records;
  std::vector<story_report> stories;

  friend bool operator==(const fleet_update&, const fleet_update&) = default;
};

/// What a hub answers to an update, and first of all when a link comes up (number 0).
struct fleet_receipt {
  /// The update that was taken.
  std::uint64_t number = 0;
  /// Up to where the hub has the audit of the daemon; empty if it has nothing of it.
  std::optional<record_place> records_until;

  friend bool operator==(const fleet_receipt&, const fleet_receipt&) = default;
};

} // namespace riskd::domain
