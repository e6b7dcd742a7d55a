#pragma once

#include "domain/commands.hpp"
#include "domain/locks.hpp"
#include "domain/rules/verdict.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace riskd::domain {

// What a step decided, in the vocabulary of the replay format (`rules.md` 13.3).

/// A rule is broken; first step of an episode.
struct breach_record {
  breach_id id;
  verdict what;

  friend bool operator==(const breach_record&, const breach_record&) = default;
};

/// A lock binds, or binds longer.
struct lock_record {
  lock what;
  bool extended = false;

  friend bool operator==(const lock_record&, const lock_record&) = default;
};

struct unlock_record {
  lock what;
  lock_end reason{};

  friend bool operator==(const unlock_record&, const unlock_record&) = default;
};

struct command_record {
  command_ticket what;

  friend bool operator==(const command_record&, const command_record&) = default;
};

/// A trading day ended and the next began (R-T-6).
struct reset_record {
  std::chrono::year_month_day day{};
  std::chrono::year_month_day previous_day{};
  /// Where the new day begins.
  time_point boundary;
  /// Of the previous day, in the account's basis.
  money realized;
  /// Non-voided trades of the previous day.
  std::int64_t trades = 0;

  friend bool operator==(const reset_record&, const reset_record&) = default;
};

/// Things people are told about. The first group also exists in replay (R-J-16).
enum class alert_code : std::uint8_t {
  unknown_contract,
  quote_stale,
  trade_corrected,
  bad_payload,
  unknown_account,
  connection_lost,
  connection_restored,
  session_end_warning,
  calendar_missing,
  // Only in the daemon.
  rule_failed,
  command_refused,
  not_flat,
  not_flat_emergency,
  budget_exhausted,
  persist_late,
  store_failed,
  auth_failed,
  session_conflict,
  protocol_error,
  market_closed,
  account_rejected,
  clock_skew,
  event_quarantined,
  supervision_exhausted,
  safe_mode_entered,
  safe_mode_left,
  store_rebuilt,
  audit_broken,
  realized_discrepancy,
  blind,
  account_unresolved,
  stops_refused,
  limit_warning,
};

const char* to_string(alert_code x);

/// How loudly an alert is raised.
enum class severity : std::uint8_t { info, warning, critical, emergency };

const char* to_string(severity x);

[[nodiscard]] severity severity_of(alert_code x);

struct alert_record {
  alert_code code{};
  std::optional<contract_id> contract;
  /// Details for people; not part of the replay format.
  std::string detail;

  friend bool operator==(const alert_record&, const alert_record&) = default;
};

using decision = std::variant<breach_record, lock_record, unlock_record, command_record,
                              reset_record, alert_record>;

} // namespace riskd::domain
