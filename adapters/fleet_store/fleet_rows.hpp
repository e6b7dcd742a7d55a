#pragma once

#include "adapters/sqlite/statement.hpp"
#include "domain/ports/fleet_history_port.hpp"
#include "domain/result.hpp"

namespace riskd::fleet {

// The values of a hub's history as they stand in rows, columns named as in `migrations/`. Words
// that nobody knows are `malformed_input`.

[[nodiscard]] domain::result_point read_point(const sqlite::row& from);

[[nodiscard]] domain::audit_report read_record(const sqlite::row& from);

[[nodiscard]] domain::story_report read_story(const sqlite::row& from);

[[nodiscard]] domain::result<domain::fleet_alarm> read_alarm(const sqlite::row& from);

[[nodiscard]] domain::result<domain::account_report> read_account(const sqlite::row& from);

/// Name, report, when it was heard last and how its audit stood; the rest stands in other tables.
[[nodiscard]] domain::result<domain::kept_fleet::daemon> read_daemon(const sqlite::row& from);

} // namespace riskd::fleet
