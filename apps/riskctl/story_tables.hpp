#pragma once

#include "adapters/terminal/style.hpp"
#include "adapters/terminal/table.hpp"
#include "apps/riskctl/report_parts.hpp"

#include <string>

namespace riskd::riskctl {

// Parts of reports about the past.

/// A time with milliseconds, such as `2026-03-03 15:00:10.250`; `-` for null.
[[nodiscard]] std::string precise_utc_of(const json& object, const char* key);

/// A number of microseconds as `1.3 ms` or `2.5 s`; `-` for null.
[[nodiscard]] std::string delay_of(const json& object, const char* key);

/// A title with a table below it, or with `if_none`.
[[nodiscard]] std::string section(const std::string& title, const terminal::table& rows,
                                  const char* if_none, const terminal::style& look);

/// Locks of the past, with a column for the account if `with_account`.
[[nodiscard]] terminal::table past_locks_table(const json& locks, bool with_account);

[[nodiscard]] terminal::table past_trades_table(const json& trades);

/// Records of the audit.
[[nodiscard]] terminal::table log_table(const json& records);

/// Breaches, with a column for the account if `with_account`.
[[nodiscard]] terminal::table breaches_table(const json& breaches, bool with_account);

/// Commands with their delays.
[[nodiscard]] terminal::table commands_table(const json& commands);

} // namespace riskd::riskctl
