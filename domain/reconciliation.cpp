#include "domain/reconciliation.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace riskd::domain {

namespace {

using namespace std::chrono_literals;

/// Entities that were not mentioned for this long are not worth remembering.
constexpr duration memory_length = 60s;

template <class Key>
bool allows_in(const std::map<Key, duration>& seen, const Key& key, duration begun) {
  const auto found = seen.find(key);
  return found == seen.end() || begun >= found->second + rest_lag;
}

std::string describe(const position* held) {
  if (!held)
    return "flat";
  return std::string{held->held == side::buy ? "long " : "short "} + to_string(held->size);
}

std::string describe(const position_row& row) {
  if (row.size == quantity{})
    return "flat";
  return std::string{row.held == side::buy ? "long " : "short "} + to_string(row.size);
}

std::string describe(const order_row* order) {
  if (!order)
    return "unknown";
  return std::string{to_string(order->status)} + ", filled " + to_string(order->filled) + " of "
         + to_string(order->size);
}

class comparison {
public:
  comparison(const account_state& state, const account_snapshot& snapshot,
             const broker_freshness& fresh)
    : state_(state), snapshot_(snapshot), fresh_(fresh) {
  }

  reconciliation run() {
    if (snapshot_.trades)
      compare_trades(*snapshot_.trades);
    if (snapshot_.positions)
      compare_positions(*snapshot_.positions);
    if (snapshot_.open_orders)
      compare_orders(*snapshot_.open_orders);
    if (snapshot_.row)
      out_.events.emplace_back(*snapshot_.row);
    return std::move(out_);
  }

private:
  void compare_trades(const listed<trade_row>& trades) {
    auto rows = trades.rows;
    std::sort(rows.begin(), rows.end(), [](const trade_row& a, const trade_row& b) {
      return std::tie(a.created, a.id) < std::tie(b.created, b.id);
    });
    for (auto& row : rows) {
      if (!state_.trades.find(row.id))
        differ(entity_kind::trade, to_string(row.id), "unknown", "listed", trades.begun);
      out_.events.emplace_back(std::move(row));
    }
  }

  void compare_positions(const listed<position_row>& positions) {
    std::set<contract_id> listed_contracts;
    for (const auto& row : positions.rows) {
      listed_contracts.insert(row.contract);
      take_position(row, positions.begun);
    }
    for (const auto& [contract, held] : state_.positions->open())
      if (!listed_contracts.contains(contract))
        take_position(
          position_row{contract, held.held, quantity{}, std::nullopt, std::nullopt, std::nullopt},
          positions.begun);
  }

  void take_position(const position_row& row, const clock_reading& begun) {
    const auto* held = state_.positions->find(row.contract);
    const bool differs = describe(held) != describe(row);
    if (!fresh_.allows(row.contract, begun.monotonic)
        || (differs && !fresh_.allows_change(row.contract, begun.monotonic))) {
      out_.again = true;
      return;
    }
    if (differs)
      differ(entity_kind::position, to_string(row.contract), describe(held), describe(row), begun);
    out_.events.emplace_back(row);
  }

  void compare_orders(const listed<order_row>& orders) {
    std::set<order_id> listed_orders;
    for (const auto& row : orders.rows) {
      listed_orders.insert(row.id);
      take_order(row, orders.begun);
    }
    for (const auto& [id, order] : state_.orders.live()) {
      if (listed_orders.contains(id) || order.status == order_status::suspended)
        continue;
      if (fresh_.allows(id, orders.begun.monotonic))
        out_.missing_orders.push_back(id);
      else
        out_.again = true;
    }
  }

  void take_order(const order_row& row, const clock_reading& begun) {
    if (!fresh_.allows(row.id, begun.monotonic)) {
      out_.again = true;
      return;
    }
    const auto* known = state_.orders.find(row.id);
    if (!known || describe(known) != describe(&row))
      differ(entity_kind::order, to_string(row.id), describe(known), describe(&row), begun);
    out_.events.emplace_back(row);
  }

  void differ(entity_kind kind, const std::string& entity, std::string local, std::string broker,
              const clock_reading& begun) {
    // On the first look everything is new, which is no disagreement.
    if (snapshot_.purpose == snapshot_purpose::startup)
      return;
    out_.differences.push_back(
      {begun.wall, kind, entity, std::move(local), std::move(broker), "broker wins"});
  }

  const account_state& state_;
  const account_snapshot& snapshot_;
  const broker_freshness& fresh_;
  reconciliation out_;
};

} // namespace

const char* to_string(snapshot_purpose x) {
  switch (x) {
    case snapshot_purpose::startup:
      return "startup";
    case snapshot_purpose::resubscribed:
      return "resubscribed";
    case snapshot_purpose::reconciliation:
      return "reconciliation";
    case snapshot_purpose::verification:
      return "verification";
  }
  return "unlisted";
}

void broker_freshness::note(const account_payload& payload, duration now) {
  if (const auto* row = std::get_if<position_row>(&payload))
    positions_[row->contract] = now;
  else if (const auto* order = std::get_if<order_row>(&payload))
    orders_[order->id] = now;
  forget_before(now - memory_length);
}

void broker_freshness::note_listed_change(const contract_id& contract, duration now) {
  listed_changes_[contract] = now;
  forget_before(now - memory_length);
}

bool broker_freshness::allows(const contract_id& contract, duration begun) const {
  return allows_in(positions_, contract, begun);
}

bool broker_freshness::allows_change(const contract_id& contract, duration begun) const {
  return allows_in(listed_changes_, contract, begun);
}

bool broker_freshness::allows(order_id order, duration begun) const {
  return allows_in(orders_, order, begun);
}

void broker_freshness::forget_before(duration limit) {
  // Looking whenever the maps have doubled keeps them small at a constant price per event.
  const auto rows = [this] {
    return positions_.size() + orders_.size() + listed_changes_.size();
  };
  if (rows() <= sweep_beyond_)
    return;
  const auto is_old = [limit](const auto& row) {
    return row.second < limit;
  };
  std::erase_if(positions_, is_old);
  std::erase_if(orders_, is_old);
  std::erase_if(listed_changes_, is_old);
  sweep_beyond_ = std::max(rows_min, 2 * rows());
}

reconciliation reconcile(const account_state& state, const account_snapshot& snapshot,
                         const broker_freshness& fresh) {
  return comparison{state, snapshot, fresh}.run();
}

} // namespace riskd::domain
