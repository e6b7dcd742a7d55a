#pragma once

#include "adapters/simulator/market_board.hpp"

#include <string>

namespace riskd::simulator {

// The book behind the best prices does not exist in this exchange. It is made up from the best
// prices and the time, so that clients have something plausible to read
// (`projectx-gateway.md` 4.6.8 and 9.8).

/// A reset and ten levels per side, as a JSON array of depth rows.
[[nodiscard]] std::string full_depth_json(const market_state& market);

/// The best levels after a change, as a JSON array of depth rows.
[[nodiscard]] std::string depth_change_json(const market_state& market);

} // namespace riskd::simulator
