#include "tests/simulation/venue_book.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace riskd::simulation {

using namespace domain;

namespace {

/// A quarter of a point.
constexpr std::int64_t tick_units = 2'500'000'000;

/// Per contract.
constexpr money fee{3'700};

/// Ticks times contracts, in money. Tick values count 1e-10, money 1e-4.
money worth(const contract_row& contract, std::int64_t ticks) {
  return money{ticks * (contract.tick_value.units() / 1'000'000)};
}

} // namespace

price price_of(std::int64_t ticks) {
  return price{ticks * tick_units};
}

std::int64_t ticks_of(price x) {
  return x.units() / tick_units;
}

std::vector<account_payload> venue_book::fill(const contract_row& contract, side way,
                                              std::int64_t size, std::int64_t ticks, time_point now,
                                              std::optional<order_id> order) {
  std::vector<account_payload> out;
  auto& held = held_[contract.id];
  const auto before = held.net;
  const auto closing = before * sign(way) < 0 ? std::min(size, std::abs(before)) : 0;
  if (closing > 0) {
    const auto gained = (ticks - held.average_ticks) * closing * (before > 0 ? 1 : -1);
    out.push_back(note_trade(contract, way, closing, ticks, now, order, worth(contract, gained)));
    held.net += closing * sign(way);
  }
  if (const auto opening = size - closing; opening > 0) {
    if (held.net == 0) {
      held.id = position_id{ids_->next()};
      held.created = now;
    }
    const auto owned = std::abs(held.net);
    held.average_ticks = (held.average_ticks * owned + ticks * opening) / (owned + opening);
    held.net += opening * sign(way);
    out.push_back(note_trade(contract, way, opening, ticks, now, order, std::nullopt));
  }
  out.emplace_back(row_of(contract.id, held));
  return out;
}

account_payload venue_book::note_trade(const contract_row& contract, side way, std::int64_t size,
                                       std::int64_t ticks, time_point now,
                                       std::optional<order_id> order, std::optional<money> result) {
  trade_row row;
  row.id = trade_id{ids_->next()};
  row.created = now;
  row.order = order;
  row.contract = contract.id;
  row.side = way;
  row.size = quantity{size};
  row.price = price_of(ticks);
  row.profit_and_loss = result;
  row.fees = money{fee.units() * size};
  trades_.push_back(row);
  return row;
}

position_row venue_book::row_of(const contract_id& contract, const holding& held) const {
  position_row row;
  row.contract = contract;
  row.size = quantity{std::abs(held.net)};
  row.held = held.net < 0 ? side::sell : side::buy;
  row.average = price_of(held.average_ticks);
  row.id = held.id;
  row.created = held.created;
  return row;
}

std::optional<account_payload> venue_book::void_trade(std::size_t index) {
  auto& row = trades_.at(index);
  if (row.voided)
    return std::nullopt;
  row.voided = true;
  return row;
}

account_payload venue_book::put_order(order_row row) {
  orders_[row.id] = row;
  return row;
}

account_payload venue_book::permit(bool can_trade) {
  row_.can_trade = can_trade;
  return row_;
}

std::int64_t venue_book::net(const contract_id& contract) const {
  const auto found = held_.find(contract);
  return found == held_.end() ? 0 : found->second.net;
}

const order_row* venue_book::find_order(order_id id) const {
  const auto found = orders_.find(id);
  return found == orders_.end() ? nullptr : &found->second;
}

std::vector<position_row> venue_book::positions() const {
  std::vector<position_row> out;
  for (const auto& [contract, held] : held_)
    if (held.net != 0)
      out.push_back(row_of(contract, held));
  return out;
}

std::vector<order_row> venue_book::live_orders() const {
  std::vector<order_row> out;
  for (const auto& [id, row] : orders_)
    if (row.is_live())
      out.push_back(row);
  return out;
}

} // namespace riskd::simulation
