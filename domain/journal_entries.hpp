#pragma once

#include "domain/events.hpp"
#include "domain/ledger_row.hpp"
#include "domain/position.hpp"
#include "domain/records.hpp"
#include "domain/standing.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace riskd::domain {

// What the journal keeps (`rules.md` section 10). Each entry belongs to one account.

/// An event that changed the account's state. What has the same content (`event_key`) counts once.
struct stored_event {
  /// Ascending per account, without gaps within a run.
  std::uint64_t sequence = 0;
  time_point received;
  event_source source{};
  account_payload payload;

  friend bool operator==(const stored_event&, const stored_event&) = default;
};

/// The current content of one ledger row; replaces an earlier one of the same trade.
struct stored_trade {
  ledger_row row;
  std::chrono::year_month_day day{};

  friend bool operator==(const stored_trade&, const stored_trade&) = default;
};

/// A breach and the episode it opened.
struct breach_opened {
  breach_id id;
  time_point at;
  verdict what;
  /// The episode, where the rule has one that must survive a restart (001, 002).
  std::optional<episode_key> episode;
  /// Sequence of the event whose step found it; 0 for a timer.
  std::uint64_t cause = 0;
  std::string config_hash;

  friend bool operator==(const breach_opened&, const breach_opened&) = default;
};

/// The episode that a breach opened is over.
struct breach_closed {
  breach_id id;
  time_point at;

  friend bool operator==(const breach_closed&, const breach_closed&) = default;
};

/// A lock as it now is: new, extended or tightened.
struct lock_stored {
  lock what;

  friend bool operator==(const lock_stored&, const lock_stored&) = default;
};

struct lock_ended {
  rule_id rule{};
  time_point at;
  lock_end reason{};

  friend bool operator==(const lock_ended&, const lock_ended&) = default;
};

struct directive_opened {
  directive_key key;
  breach_id cause;
  time_point at;

  friend bool operator==(const directive_opened&, const directive_opened&) = default;
};

struct directive_closed {
  directive_key key;
  time_point at;

  friend bool operator==(const directive_closed&, const directive_closed&) = default;
};

/// An order that a directive left over joined the cleanup set, and the rule to blame (R-X-10).
struct cleanup_joined {
  order_id order;
  rule_id rule{};

  friend bool operator==(const cleanup_joined&, const cleanup_joined&) = default;
};

/// The order is terminal and left the cleanup set.
struct cleanup_left {
  order_id order;

  friend bool operator==(const cleanup_left&, const cleanup_left&) = default;
};

struct command_sent {
  command_ticket ticket;
  time_point at;

  friend bool operator==(const command_sent&, const command_sent&) = default;
};

/// The end of a command's call, or the proof that it had its effect.
struct command_finished {
  command_id id;
  time_point at;
  call_outcome outcome{};
  std::string detail;
  /// From decision to the last byte of the request, and to the reply.
  duration to_wire{};
  duration to_reply{};

  friend bool operator==(const command_finished&, const command_finished&) = default;
};

/// The processed reset boundary that began `day` (R-T-8).
struct day_started {
  std::chrono::year_month_day day{};
  time_point boundary;
  std::chrono::year_month_day previous_day{};
  money previous_realized;
  std::int64_t previous_trades = 0;

  friend bool operator==(const day_started&, const day_started&) = default;
};

/// Local state and the broker differed; the broker won (R-G-4, R-G-5).
struct discrepancy {
  time_point at;
  entity_kind kind{};
  std::string entity;
  std::string local;
  std::string broker;
  std::string action;

  friend bool operator==(const discrepancy&, const discrepancy&) = default;
};

/// The account's facts at `sequence`, from which the tail of events goes on.
struct state_snapshot {
  std::uint64_t sequence = 0;
  time_point at;
  std::vector<position> positions;
  std::vector<order_row> live_orders;
  account_row account;

  friend bool operator==(const state_snapshot&, const state_snapshot&) = default;
};

/// What RULE-012 keeps with a position, as it now is (R-012-1, R-012-3): quotes are not journaled,
/// so it cannot be derived again. Replaces an earlier one of the same contract.
struct stop_memory {
  /// The position is the one that is open after the event of this sequence: the numbers of
  /// instances begin anew in every run.
  std::uint64_t sequence = 0;
  contract_id contract;
  std::optional<mark_price> extreme;
  std::optional<price> level;

  friend bool operator==(const stop_memory&, const stop_memory&) = default;
};

/// Safe mode as it now is, or its end (R-F-19).
struct safe_mode_stored {
  std::optional<safe_mode> what;
  /// When it ended, if `what` is empty.
  std::optional<time_point> left;

  friend bool operator==(const safe_mode_stored&, const safe_mode_stored&) = default;
};

/// The configuration that an account follows on a trading day, and what it follows from its next
/// reset on (R-C-8). Replaces an earlier one of the same day.
struct configuration_in_force {
  std::chrono::year_month_day day{};
  /// JSON text, and what will be; empty if nothing is pending.
  std::string effective;
  std::string pending;
  /// SHA-256 of the effective configuration, lower-case hex (R-C-5).
  std::string hash;

  friend bool operator==(const configuration_in_force&, const configuration_in_force&) = default;
};

/// How near a limit people know a figure to be (`alerts.warn_at_percent`). Replaces an earlier one
/// of the same rule.
struct limit_announced {
  rule_id rule{};
  /// The trading day on which it counts.
  std::chrono::year_month_day day{};
  /// Percent of the limit.
  int step = 0;

  friend bool operator==(const limit_announced&, const limit_announced&) = default;
};

/// One line of the audit chain before it is numbered and hashed (R-P-5).
struct audit_entry {
  time_point at;
  /// For example `breach`, `lock`, `command`.
  std::string type;
  std::optional<rule_id> rule;
  /// Plain English, ASCII (R-P-7).
  std::string text;
  /// Further members, written in this order as JSON strings.
  std::vector<std::pair<std::string, std::string>> data;
  std::string config_hash;

  friend bool operator==(const audit_entry&, const audit_entry&) = default;
};

using journal_entry
  = std::variant<stored_event, stored_trade, breach_opened, breach_closed, lock_stored, lock_ended,
                 directive_opened, directive_closed, cleanup_joined, cleanup_left, command_sent,
                 command_finished, day_started, discrepancy, state_snapshot, stop_memory,
                 safe_mode_stored, configuration_in_force, limit_announced, audit_entry>;

/// What must reach the operating system before the commands of its step leave (R-P-2).
using intent_entry
  = std::variant<breach_opened, lock_stored, directive_opened, lock_ended, safe_mode_stored>;

/// Everything the journal knows about one account at start-up, the intent file included.
struct restored_account {
  account_id account;
  std::string name;
  standing binding;
  /// Ledger rows of the last two trading days that were stored.
  std::vector<ledger_row> trades;
  std::optional<state_snapshot> snapshot;
  /// Events after the snapshot, ascending.
  std::vector<stored_event> tail;
  /// The newest of each contract, ascending by sequence; may be older than the snapshot.
  std::vector<stop_memory> stops;
  /// The newest stored reset boundary, if there is one.
  std::optional<day_started> day;
  /// The newest stored configuration, if there is one.
  std::optional<configuration_in_force> configuration;
  /// The newest of each rule, whatever its day.
  std::vector<limit_announced> announced;
  /// Highest sequence ever stored.
  std::uint64_t last_sequence = 0;
};

} // namespace riskd::domain
