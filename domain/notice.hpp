#pragma once

#include "domain/locks.hpp"
#include "domain/records.hpp"
#include "domain/time.hpp"
#include "domain/time_zone.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::domain {

// What people are told away from the terminal, and in which words: plain English, no number of an
// account, no secret.

/// One thing to be told.
struct notice {
  time_point at;
  severity level{};
  /// The code of an alert, or `locked`, `lock_ended`, `limit_reached`, `enforced`, `stopping`,
  /// `test`.
  std::string code;
  /// Name of the account; empty if it concerns the daemon.
  std::string account;
  /// The contract or the rule; tells notices of one code and account apart.
  std::string subject;
  std::string text;
  /// `at` in the account's own zone, or in UTC where that is not known.
  std::string local_time;
  /// It is raised again and again while it lasts, so that hearing of it now and then is enough.
  bool recurs = false;

  friend bool operator==(const notice&, const notice&) = default;
};

/// True if telling both would say the same thing twice.
[[nodiscard]] bool is_repeat(const notice& a, const notice& b);

/// How an account is spoken of.
struct told_account {
  /// Empty for the daemon itself.
  std::string name;
  time_zone zone;
};

/// The name of an account: what the broker or the configuration calls it, else the last four
/// digits of its number.
[[nodiscard]] std::string told_name(const std::string& name, const std::optional<account_id>& id);

[[nodiscard]] notice notice_of(const alert_record& alert, time_point at, const told_account& who);

/// Tells that `what` binds; `changed` if it was there before and now ends later or asks for more.
[[nodiscard]] notice notice_of(const lock& what, bool changed, time_point at,
                               const told_account& who);

[[nodiscard]] notice notice_of_end(const lock& what, time_point at, const told_account& who);

/// Tells that a rule which makes no lock is broken.
[[nodiscard]] notice notice_of_breach(rule_id rule, time_point at, const told_account& who);

/// Tells that riskd closed or cancelled something, and that it is over already.
[[nodiscard]] notice notice_of_enforcement(time_point at, const told_account& who);

[[nodiscard]] notice notice_of_stop(time_point at);

[[nodiscard]] notice notice_of_test(time_point at);

/// The rule's number and name for people: `RULE-003 (daily realized loss)`.
[[nodiscard]] std::string told_rule(rule_id rule);

/// Leaves of every run of six digits or more the last four: ids of accounts and orders are no
/// business of a messenger (R-P-8). Amounts and prices are shorter. Control characters become
/// blanks.
[[nodiscard]] std::string without_numbers(std::string_view text);

/// A notice and how often it was raised before it could be told.
struct told_line {
  notice what;
  std::uint32_t count = 1;

  friend bool operator==(const told_line&, const told_line&) = default;
};

/// What goes to one receiver at once.
struct notification {
  /// Ascending within a run: a receiver that sees one twice may drop it.
  std::uint64_t number = 0;
  /// The loudest of its lines.
  severity level{};
  /// Loudest first, then oldest first.
  std::vector<told_line> lines;

  friend bool operator==(const notification&, const notification&) = default;
};

/// One line, for example `[CRITICAL] 50K-1: Locked by ... (3 times) - 10:02 America/Chicago`.
[[nodiscard]] std::string text_of(const told_line& line);

/// All lines, as many as fit into `bytes_max` together with a word on how many more there are; a
/// first line that is longer is cut between two characters. @pre `bytes_max` is at least 100
[[nodiscard]] std::string text_of(const notification& what, std::size_t bytes_max);

} // namespace riskd::domain
