#include "adapters/simulator/account_ledger.hpp"

#include "adapters/simulator/exact_ratio.hpp"
#include "domain/contract_check.hpp"

#include <algorithm>
#include <utility>

namespace riskd::simulator {

namespace {

domain::quantity total_size(const std::deque<position_lot>& lots) {
  domain::quantity out;
  for (const auto& lot : lots)
    out += lot.size;
  return out;
}

/// Rounds half away from zero to cents.
domain::money to_cents(domain::money x) {
  return domain::money{domain::checked_multiply(rounded_ratio({x.units()}, {100}), 100)};
}

domain::money times(domain::money x, domain::quantity size) {
  return domain::money{domain::checked_multiply(x.units(), size.count())};
}

domain::money balance_change(const trade& x) {
  return to_cents(x.profit.value_or(domain::money{}) - x.fees - x.commissions);
}

} // namespace

domain::price average_price(const std::deque<position_lot>& lots) {
  RISKD_EXPECTS(!lots.empty());
  // Distances from the first lot keep the products small.
  const auto base = lots.front().price;
  std::int64_t sum = 0;
  for (const auto& lot : lots)
    sum = domain::checked_add(
      sum, domain::checked_multiply((lot.price - base).units(), lot.size.count()));
  return base + domain::price{rounded_ratio({sum}, {total_size(lots).count()})};
}

struct account_ledger::closing_result {
  struct row {
    domain::quantity size;
    domain::money profit;
  };

  std::vector<row> rows;
  domain::quantity left;
  /// Average of the position before the fill; what a flat position is reported with.
  domain::price entry_average;
};

void account_ledger::open(account x) {
  const auto id = x.id;
  const auto is_new = accounts_.emplace(id, std::move(x)).second;
  RISKD_EXPECTS(is_new);
  trades_[id];
}

account* account_ledger::find(domain::account_id id) {
  const auto found = accounts_.find(id);
  return found == accounts_.end() ? nullptr : &found->second;
}

const account* account_ledger::find(domain::account_id id) const {
  const auto found = accounts_.find(id);
  return found == accounts_.end() ? nullptr : &found->second;
}

std::vector<const account*> account_ledger::accounts() const {
  std::vector<const account*> out;
  for (const auto& [id, x] : accounts_)
    out.push_back(&x);
  return out;
}

fill_effects account_ledger::book(const fill& what, const contract_facts& contract,
                                  const exchange_settings& settings, id_source& ids) {
  RISKD_EXPECTS(what.size > domain::quantity{});
  const bool fifo = settings.accounting == "fifo";
  const auto key = position_key{what.account, contract.id};
  fill_effects effects;
  closing_result closed;
  closed.left = what.size;
  const auto held = positions_.find(key);
  const bool reduces = held != positions_.end() && held->second.held != what.side;
  const bool two_events = settings.reversal_events == "two";
  if (reduces) {
    closed = close_lots(held->second, what, contract, fifo);
    if (held->second.lots.empty()) {
      auto flat = position_snapshot{held->second.id,      what.account,      contract.id,
                                    held->second.created, held->second.held, domain::quantity{},
                                    closed.entry_average};
      positions_.erase(held);
      if (two_events || closed.left == domain::quantity{})
        effects.positions.push_back(std::move(flat));
    }
  }
  if (closed.left > domain::quantity{})
    enlarge(key, what, closed.left, ids);
  if (const auto now = position(what.account, contract.id))
    effects.positions.push_back(*now);
  record(effects, what, contract, closed, two_events, ids);
  return effects;
}

account_ledger::closing_result account_ledger::close_lots(open_position& held, const fill& what,
                                                          const contract_facts& contract,
                                                          bool per_lot) {
  closing_result out;
  out.left = what.size;
  auto& lots = held.lots;
  out.entry_average = average_price(lots);
  if (!per_lot)
    lots = {position_lot{total_size(lots), out.entry_average}};
  while (!lots.empty() && out.left > domain::quantity{}) {
    auto& lot = lots.front();
    const auto size = std::min(lot.size, out.left);
    const auto gain = contract.profit(lot.price, what.price, size);
    out.rows.push_back({size, held.held == domain::side::buy ? gain : -gain});
    out.left -= size;
    lot.size -= size;
    if (lot.size == domain::quantity{})
      lots.pop_front();
  }
  return out;
}

void account_ledger::enlarge(const position_key& key, const fill& what, domain::quantity size,
                             id_source& ids) {
  auto& held = positions_[key];
  if (held.lots.empty()) {
    held.id = ids.next_position();
    held.created = what.at;
    held.held = what.side;
  }
  held.lots.push_back({size, what.price});
}

position_snapshot account_ledger::snapshot(const position_key& key,
                                           const open_position& held) const {
  return {held.id,
          key.first,
          key.second,
          held.created,
          held.held,
          total_size(held.lots),
          average_price(held.lots)};
}

void account_ledger::record(fill_effects& effects, const fill& what, const contract_facts& contract,
                            const closing_result& closed, bool split_reversal, id_source& ids) {
  std::vector<std::pair<domain::quantity, std::optional<domain::money>>> rows;
  for (const auto& row : closed.rows)
    rows.emplace_back(row.size, row.profit);
  if (closed.left > domain::quantity{}) {
    // A reversal is one row that carries the profit of the part that it closed, unless it is to be
    // reported as two events (`projectx-gateway.md` 9.6).
    if (rows.empty() || split_reversal)
      rows.emplace_back(closed.left, std::nullopt);
    else
      rows.back().first += closed.left;
  }
  auto& owner = accounts_.at(what.account);
  auto& history = trades_[what.account];
  for (const auto& [size, profit] : rows) {
    auto row = trade{ids.next_trade(),
                     what.account,
                     contract.id,
                     what.at,
                     what.price,
                     profit,
                     times(contract.fees, size),
                     times(contract.commissions, size),
                     what.side,
                     size,
                     false,
                     what.order};
    owner.balance += balance_change(row);
    history.push_back(row);
    effects.trades.push_back(std::move(row));
  }
}

std::optional<position_snapshot>
account_ledger::position(domain::account_id account, const domain::contract_id& contract) const {
  const auto found = positions_.find({account, contract});
  if (found == positions_.end())
    return std::nullopt;
  return snapshot(found->first, found->second);
}

std::vector<position_snapshot> account_ledger::positions(domain::account_id account) const {
  std::vector<position_snapshot> out;
  for (const auto& [key, held] : positions_)
    if (key.first == account)
      out.push_back(snapshot(key, held));
  return out;
}

const std::vector<trade>& account_ledger::trades(domain::account_id account) const {
  static const std::vector<trade> none;
  const auto found = trades_.find(account);
  return found == trades_.end() ? none : found->second;
}

std::optional<trade> account_ledger::void_trade(domain::trade_id id) {
  for (auto& [owner, rows] : trades_)
    for (auto& row : rows)
      if (row.id == id && !row.voided) {
        row.voided = true;
        accounts_.at(owner).balance -= balance_change(row);
        return row;
      }
  return std::nullopt;
}

} // namespace riskd::simulator
