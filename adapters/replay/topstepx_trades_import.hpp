#pragma once

#include "adapters/replay/csv_table.hpp"
#include "adapters/replay/imported_recording.hpp"
#include "domain/result.hpp"

namespace riskd::replay {

/// Reads a TopstepX export, told by its titles:
/// - the trades export (`Id`, `ContractName`, `EnteredAt`, ...) has prices, times with their offset
///   and results without fees;
/// - the export of the share page (`id`, `symbolId`, `positionSize`, ...) hides when and at which
///   price a position was opened, and the month of the contract: its recording has the closing
///   trades alone, of contracts such as `CON.F.US.MNQ`.
///
/// Fees are those of the round turn; they are booked with its exit. Fails with `malformed_input`,
/// naming file, line and column and what was expected there.
[[nodiscard]] domain::result<imported_recording> import_topstepx_trades(const csv_source& source,
                                                                        domain::account_id account);

} // namespace riskd::replay
