#pragma once

#include "domain/result.hpp"
#include "domain/time_zone.hpp"

namespace riskd::adapters {

/// Opens the zone database of the operating system.
///
/// The source knows exactly the IANA names of the installed database, links such as `US/Central`
/// included, and nothing else: not `localtime`, no file names, no other spelling. Its tables reach
/// from 1990 to the end of 2100. It reads each zone once and may be shared between threads.
///
/// Fails with `storage_failed` if the system has no zone database.
[[nodiscard]] domain::result<domain::time_zone_source> open_zone_database();

} // namespace riskd::adapters
