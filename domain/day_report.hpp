#pragma once

#include "domain/breach_story.hpp"
#include "domain/price.hpp"
#include "domain/trading_day.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace riskd::domain {

// What is on record of one account on one day, or at one moment, for people and programs that ask.

/// The fills of a time that were not voided, as the broker tells them now.
struct trade_totals {
  std::int64_t trades = 0;
  /// Those that closed something.
  std::int64_t closing = 0;
  /// Sum of their results before costs.
  money gross;
  money fees;
  money commissions;

  [[nodiscard]] money net() const {
    return gross - fees - commissions;
  }

  friend bool operator==(const trade_totals&, const trade_totals&) = default;
};

/// How fast commands were.
struct command_delays {
  std::int64_t commands = 0;
  std::int64_t answered = 0;
  std::int64_t accepted = 0;
  /// From decision to the last byte of the request, and to the reply; empty if there is none.
  std::optional<duration> to_wire_median;
  std::optional<duration> to_wire_longest;
  std::optional<duration> to_reply_median;
  std::optional<duration> to_reply_longest;

  friend bool operator==(const command_delays&, const command_delays&) = default;
};

[[nodiscard]] command_delays delays_of(const std::vector<past_command>& commands);

/// An account and one of its trading days.
struct account_day {
  account_id account;
  trading_day day;

  friend bool operator==(const account_day&, const account_day&) = default;
};

/// One trading day of an account.
struct day_report {
  trade_totals totals;
  /// What was put on record at the reset that ended the day, in the account's basis; empty before.
  std::optional<money> recorded;
  std::vector<past_breach> breaches;
  bool has_more_breaches = false;
  /// The locks that were engaged on that day.
  std::vector<past_lock> locks;
  command_delays commands;
  /// The delays are those of the first commands only.
  bool has_more_commands = false;

  friend bool operator==(const day_report&, const day_report&) = default;
};

/// A position as an event told it.
struct past_position {
  contract_id contract;
  side held{};
  quantity size;
  std::optional<price> average;
  time_point told;

  friend bool operator==(const past_position&, const past_position&) = default;
};

/// What is on record of one account at one moment.
struct moment_report {
  /// Those that bound then. Their ends are those that they had last.
  std::vector<past_lock> locks;
  /// Of the trading day, until then; those that the locks came from are among them, however old.
  std::vector<past_breach> breaches;
  bool has_more_breaches = false;
  /// Fills of the trading day until then.
  trade_totals totals;
  /// The latest fills until then, the oldest first.
  std::vector<past_trade> trades;
  /// Those that changed since the trading day began.
  std::vector<past_position> positions;
  /// The latest records of the audit until then, of the account and of the daemon.
  std::vector<logged_record> records;
  /// The latest record of a start or an end of the daemon until then; empty if there is none.
  std::optional<logged_record> run;

  friend bool operator==(const moment_report&, const moment_report&) = default;
};

} // namespace riskd::domain
