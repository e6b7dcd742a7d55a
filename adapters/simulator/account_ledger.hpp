#pragma once

#include "adapters/simulator/contract_table.hpp"
#include "adapters/simulator/entities.hpp"
#include "adapters/simulator/exchange_settings.hpp"
#include "adapters/simulator/order_store.hpp"

#include <deque>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace riskd::simulator {

/// Contracts bought or sold together at one price.
struct position_lot {
  domain::quantity size;
  domain::price price;
};

/// The weighted average price of lots, rounded half away from zero to 1e-10.
/// @pre `lots` is not empty and every size is positive
[[nodiscard]] domain::price average_price(const std::deque<position_lot>& lots);

/// One execution of an order.
struct fill {
  domain::account_id account;
  domain::order_id order;
  domain::side side{};
  /// @invariant positive
  domain::quantity size;
  domain::price price;
  domain::time_point at;
};

/// What one fill changed, ready to be reported.
struct fill_effects {
  std::vector<trade> trades;
  /// One snapshot; two if a reversal is reported as close and open.
  std::vector<position_snapshot> positions;
};

/// Money, positions and trades of every account (`projectx-gateway.md` 9.7).
class account_ledger {
public:
  /// @pre the id is new
  void open(account x);

  [[nodiscard]] account* find(domain::account_id id);
  [[nodiscard]] const account* find(domain::account_id id) const;

  [[nodiscard]] std::vector<const account*> accounts() const;

  /// Books one fill: positions, profit, fees and balance.
  /// @pre the account exists
  fill_effects book(const fill& what, const contract_facts& contract,
                    const exchange_settings& settings, id_source& ids);

  /// The open position of a contract, or nothing if it is flat.
  [[nodiscard]] std::optional<position_snapshot>
  position(domain::account_id account, const domain::contract_id& contract) const;

  [[nodiscard]] std::vector<position_snapshot> positions(domain::account_id account) const;

  /// Trades of one account, oldest first.
  [[nodiscard]] const std::vector<trade>& trades(domain::account_id account) const;

  /// Marks a trade as voided and takes its result and fees out of the balance; the position stays.
  /// Returns nothing if there is no such trade or it is voided already.
  std::optional<trade> void_trade(domain::trade_id id);

private:
  struct open_position {
    domain::position_id id;
    domain::time_point created;
    domain::side held{};
    std::deque<position_lot> lots;
  };

  using position_key = std::pair<domain::account_id, domain::contract_id>;

  /// Closed lots of one fill, and what is left of the fill.
  struct closing_result;

  closing_result close_lots(open_position& held, const fill& what, const contract_facts& contract,
                            bool per_lot);

  void enlarge(const position_key& key, const fill& what, domain::quantity size, id_source& ids);

  [[nodiscard]] position_snapshot snapshot(const position_key& key,
                                           const open_position& held) const;

  void record(fill_effects& effects, const fill& what, const contract_facts& contract,
              const closing_result& closed, bool split_reversal, id_source& ids);

  std::map<domain::account_id, account> accounts_;
  std::map<position_key, open_position> positions_;
  std::map<domain::account_id, std::vector<trade>> trades_;
};

} // namespace riskd::simulator
