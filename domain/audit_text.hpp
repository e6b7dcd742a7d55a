#pragma once

#include "domain/account_settings.hpp"
#include "domain/journal_entries.hpp"
#include "domain/records.hpp"

namespace riskd::domain {

// The one place where decisions become sentences (R-P-7): plain English, ASCII.

/// Describes a decision for the audit chain.
[[nodiscard]] audit_entry audit_of(const decision& what, time_point at,
                                   const account_settings& settings);

/// Describes the end of a command's call.
[[nodiscard]] audit_entry audit_of(const command_finished& what, const command_ticket& ticket,
                                   const account_settings& settings);

/// Describes a disagreement with the broker.
[[nodiscard]] audit_entry audit_of(const discrepancy& what, const account_settings& settings);

/// Who changed something, and when.
struct audit_cause {
  time_point at;
  std::string by;
};

/// Describes other settings for an account, and what waits for its next reset (R-C-8).
[[nodiscard]] audit_entry audit_of(const account_settings& before, const account_settings& after,
                                   const std::vector<setting_change>& pending,
                                   const audit_cause& cause);

/// A moment in the account's own reset zone, as `2026-03-03 17:00 America/Chicago`.
[[nodiscard]] std::string local_text(time_point at, const time_zone& zone);

} // namespace riskd::domain
