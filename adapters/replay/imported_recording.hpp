#pragma once

#include "adapters/replay/round_turn.hpp"
#include "domain/ids.hpp"
#include "domain/money.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace riskd::replay {

/// A trader's export as a recording.
struct imported_recording {
  /// Lines of the input format (`rules.md` 13.1), `ts` ascending.
  std::string lines;
  /// Rows of the export.
  std::size_t round_turns = 0;
  /// Sum over the rows.
  domain::money profit_and_loss;
  domain::money fees;
  /// Contracts without a contract line, because their economics do not follow from the export.
  /// Their open results stay unknown.
  std::vector<domain::contract_id> without_economics;
};

/// Writes round turns as the gateway would have reported them: at each entry a trade without a
/// result, at each exit a trade with result and fees, and after each trade the position that is
/// left. Contracts with known economics come first, at the time of the first trade.
///
/// Trades are numbered anew. Where an export names no orders, fills of one contract on one side at
/// one time and price count as one order: a venue that fills an order in parts reports each.
/// A round turn without entry leaves no opening trade and no positions.
[[nodiscard]] imported_recording recording_of(const std::vector<round_turn>& round_turns,
                                              domain::account_id account);

} // namespace riskd::replay
