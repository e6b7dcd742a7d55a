#pragma once

#include "adapters/simulator/account_ledger.hpp"
#include "adapters/simulator/contract_table.hpp"
#include "adapters/simulator/event_scheduler.hpp"
#include "adapters/simulator/exchange_listener.hpp"
#include "adapters/simulator/exchange_settings.hpp"
#include "adapters/simulator/market_board.hpp"
#include "adapters/simulator/order_store.hpp"
#include "adapters/simulator/randomness.hpp"

namespace riskd::simulator {

/// What the parts of one exchange share. Single-threaded; time moves only through `now`.
struct exchange_state {
  exchange_state(contract_table listed, std::uint64_t seed, domain::time_point start,
                 exchange_listener& reports)
    : dice(seed), contracts(std::move(listed)), listener(reports), now(start) {
    for (const auto& [id, facts] : contracts)
      board.list(facts, start);
  }

  /// Runs `work` about `milliseconds` from now.
  void after(std::int64_t milliseconds, event_scheduler::task work) {
    const auto base = domain::duration{std::chrono::milliseconds{milliseconds}};
    schedule.at(now + dice.jittered(base, settings.jitter_percent), std::move(work));
  }

  exchange_settings settings;
  randomness dice;
  id_source ids;
  event_scheduler schedule;
  contract_table contracts;
  market_board board;
  order_store orders;
  account_ledger ledger;
  exchange_listener& listener;
  domain::time_point now;
  /// Orders are refused outside of the exchange's hours.
  bool is_trading_open = true;
};

} // namespace riskd::simulator
