#pragma once

#include "adapters/simulator/bar_history.hpp"
#include "adapters/simulator/contract_table.hpp"
#include "adapters/simulator/entities.hpp"

#include <map>
#include <vector>

namespace riskd::simulator {

/// One contract as the market sees it.
struct market_state {
  const contract_facts* facts = nullptr;
  market_quote quote;
  bar_history bars;
  /// Orders are refused while this is set.
  bool halted = false;
};

/// The market of every listed contract. Entries stay where they are.
class market_board {
public:
  /// Lists a contract at its start price.
  void list(const contract_facts& facts, domain::time_point now);

  [[nodiscard]] market_state* find(const domain::contract_id& id);
  [[nodiscard]] const market_state* find(const domain::contract_id& id) const;

  [[nodiscard]] const std::map<domain::contract_id, market_state>& all() const {
    return states_;
  }

private:
  std::map<domain::contract_id, market_state> states_;
};

/// Moves the best bid and ask.
void apply_quote(market_state& market, domain::price bid, domain::price ask,
                 domain::time_point now);

/// Books one print into last price, session range, volume and bars.
void apply_print(market_state& market, const market_print& print, domain::time_point now);

/// Starts the session anew at `price`: range, settlement and best prices, one tick apart.
void restart_at(market_state& market, domain::price price, domain::time_point now);

} // namespace riskd::simulator
