#pragma once

#include "adapters/simulator/bar_history.hpp"
#include "adapters/simulator/contract_table.hpp"
#include "adapters/simulator/entities.hpp"
#include "adapters/simulator/json_writer.hpp"
#include "adapters/simulator/market_board.hpp"

#include <string>

namespace riskd::simulator {

/// How rows are written: REST has explicit nulls, the stream leaves them out
/// (`projectx-gateway.md` 4.6.1).
struct row_style {
  wire_precision precision = wire_precision::rest;
  /// Writes ids as strings, as one capture had them.
  bool ids_as_strings = false;
  /// Writes nulls on the stream too.
  bool explicit_nulls = false;

  [[nodiscard]] bool omits_nulls() const {
    return precision == wire_precision::stream && !explicit_nulls;
  }
};

// Each function writes one object with exactly the members of the document's section 2.

[[nodiscard]] std::string account_json(const account& x, const row_style& style);
[[nodiscard]] std::string order_json(const order& x, const contract_facts& contract,
                                     const row_style& style);
[[nodiscard]] std::string trade_json(const trade& x, const row_style& style);
[[nodiscard]] std::string position_json(const position_snapshot& x, const contract_facts& contract,
                                        const row_style& style);
[[nodiscard]] std::string contract_json(const contract_facts& x);
[[nodiscard]] std::string bar_json(const price_bar& x);

/// The members of a quote that differ from `before`; all of them without one.
[[nodiscard]] std::string quote_json(const market_state& market, const market_quote* before);

/// One print of the tape.
[[nodiscard]] std::string print_json(const market_print& x, const contract_facts& contract,
                                     domain::time_point at);

} // namespace riskd::simulator
