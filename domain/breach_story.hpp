#pragma once

#include "domain/history.hpp"
#include "domain/measure.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace riskd::domain {

// What is on record of a breach and of what was done about it, for people and programs that ask.

/// A breach as it was recorded.
struct past_breach {
  account_id account;
  /// As the broker called the account last; empty if it never did.
  std::string name;
  breach_id id;
  time_point at;
  rule_id rule{};
  /// Contract or product it is about; empty if it is about the account.
  std::string about;
  std::optional<measure> observed;
  std::optional<measure> limit;
  /// As `measure_unit` and `remedy` write them.
  std::string unit;
  std::string action;
  /// Sequence of the event whose step found it; 0 for a price or a timer.
  std::uint64_t cause = 0;
  /// When its episode was over, where the rule has one.
  std::optional<time_point> closed;

  friend bool operator==(const past_breach&, const past_breach&) = default;
};

/// A command and the first answer to it.
struct past_command {
  command_id id;
  /// For example `close_position`.
  std::string name;
  contract_id contract;
  std::optional<order_id> order;
  std::optional<quantity> size;
  rule_id rule{};
  std::string cause;
  std::int64_t attempt = 0;
  /// The step that decided it; all delays count from here.
  time_point decided;
  /// Empty while no answer is on record.
  std::optional<std::string> outcome;
  std::string detail;
  /// To the last byte of the request, and to the reply; empty if it was not sent or not answered.
  std::optional<duration> to_wire;
  std::optional<duration> to_reply;

  friend bool operator==(const past_command&, const past_command&) = default;
};

/// An event of the account, without its content.
struct past_event {
  std::string kind;
  std::string source;
  time_point received;

  friend bool operator==(const past_event&, const past_event&) = default;
};

/// A breach with everything that followed from it until what it was about was gone.
struct breach_story {
  past_breach what;
  /// `enforce` or `shadow`; empty if the configuration of that day is not on record.
  std::string mode;
  /// Whether realized results count fees and commissions; empty likewise.
  std::optional<bool> counts_costs;
  /// The event that showed it; empty if it was none, or is not on record.
  std::optional<past_event> shown_by;
  /// The locks that name it as their cause.
  std::vector<past_lock> locks;
  /// A record did not reach the operating system before its commands left (R-F-9).
  bool was_stored_late = false;
  std::vector<past_command> commands;
  bool has_more_commands = false;
  /// When the last thing that was to go was reported gone; empty if it is not on record.
  std::optional<time_point> gone;
  /// The fills that closed something between the breach and that.
  std::vector<past_trade> closings;
  /// Realized result of their trading day with the last of them, in the account's basis; empty if
  /// one of its results is not known.
  std::optional<money> realized;

  friend bool operator==(const breach_story&, const breach_story&) = default;
};

/// What the time between a breach and its end has cost.
struct delay_cost {
  /// What the rule saw, if it compares money.
  std::optional<money> figure;
  /// What it came to, in the same terms.
  std::optional<money> result;
  /// Fees and commissions of the closing fills, if they are in the result: no delay is to blame for
  /// them.
  money costs;
  /// What was lost between the two, costs apart; below zero if something was gained. Empty if it
  /// cannot be known.
  std::optional<money> lost;
  /// Why it cannot be known; else empty.
  std::string reason;

  friend bool operator==(const delay_cost&, const delay_cost&) = default;
};

[[nodiscard]] delay_cost cost_of_delay(const breach_story& x);

} // namespace riskd::domain
