#pragma once

#include "adapters/replay/csv_table.hpp"
#include "adapters/replay/imported_recording.hpp"
#include "domain/result.hpp"
#include "domain/time_zone.hpp"

namespace riskd::replay {

/// Reads a Tradovate performance export (`symbol`, `_tickSize`, `buyFillId`, ...). Whether a row
/// was long or short follows from which side came first. Fills stand for orders, since the export
/// names no orders; it has no fees.
///
/// @param zone In which the export tells its times; the file does not say. Of a local time that
/// came twice the first is meant (R-T-10).
///
/// Fails with `malformed_input`, naming file, line and column and what was expected there.
[[nodiscard]] domain::result<imported_recording>
import_tradovate_performance(const csv_source& source, domain::account_id account,
                             const domain::time_zone& zone);

} // namespace riskd::replay
