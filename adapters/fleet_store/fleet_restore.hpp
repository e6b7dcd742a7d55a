#pragma once

#include "adapters/sqlite/connection.hpp"
#include "domain/ports/fleet_history_port.hpp"

namespace riskd::fleet {

/// Alarms that ended are told only as far as they are among so many of the newest.
inline constexpr std::int64_t restored_alarms_max = 100;

/// Reads what a hub has to know to go on: daemons by their names; of alarms all that go on, and the
/// latest that ended, the newest first.
/// @pre The schema is current.
[[nodiscard]] domain::result<domain::kept_fleet> read_fleet(sqlite::connection& database);

} // namespace riskd::fleet
