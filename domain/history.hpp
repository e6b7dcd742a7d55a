#pragma once

#include "domain/ids.hpp"
#include "domain/ledger_row.hpp"
#include "domain/locks.hpp"
#include "domain/time.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace riskd::domain {

// What is on record of the past, for people and programs that ask (R-O-3).

/// A lock that was engaged at some time, and how it ended if it did.
struct past_lock {
  account_id account;
  /// As the broker called the account last; empty if it never did.
  std::string name;
  /// As it is or was last; the baseline is left out.
  lock what;
  /// When and why it ended; empty while it is in force.
  std::optional<time_point> ended;
  std::optional<lock_end> reason;

  friend bool operator==(const past_lock&, const past_lock&) = default;
};

/// A record of the audit (R-P-5).
struct logged_record {
  std::int64_t chain = 0;
  std::int64_t number = 0;
  /// Its own and the one before it, 64 hexadecimal digits each.
  std::string hash;
  std::string previous;
  time_point at;
  /// Empty if it concerns the daemon.
  std::optional<account_id> account;
  std::string name;
  /// For example `breach`.
  std::string type;
  /// For example `RULE-003`; empty if it concerns none.
  std::string rule;
  /// Plain English (R-P-7).
  std::string text;

  friend bool operator==(const logged_record&, const logged_record&) = default;
};

/// A fill as the ledger has it.
struct past_trade {
  account_id account;
  std::string name;
  ledger_row row;
  /// The trading day it counts for.
  std::chrono::year_month_day day{};

  friend bool operator==(const past_trade&, const past_trade&) = default;
};

/// Where a record stands in the audit.
struct record_place {
  std::int64_t chain = 0;
  std::int64_t number = 0;

  friend bool operator==(const record_place&, const record_place&) = default;
};

/// Which records are wanted: the newest ones, of one account or of all.
struct history_range {
  std::optional<account_id> account;
  /// At most so many.
  std::int64_t count = 0;
  /// Of the audit only: those that follow this record, the first ones instead of the newest.
  std::optional<record_place> after = std::nullopt;
};

/// Records by time, the oldest first.
template <class Record>
struct history_part {
  std::vector<Record> records;
  /// There are older ones, which were not asked for.
  bool has_older = false;

  friend bool operator==(const history_part&, const history_part&) = default;
};

} // namespace riskd::domain
