#include "adapters/sqlite/event_rows.hpp"

#include "adapters/sqlite/payload_json.hpp"
#include "domain/event_key.hpp"

#include <algorithm>
#include <variant>

namespace riskd::sqlite {

using domain::account_id;
using domain::account_row;
using domain::day_started;
using domain::limit_announced;
using domain::result;
using domain::state_snapshot;
using domain::stop_memory;
using domain::stored_event;
using domain::stored_trade;

namespace {

constexpr const char* insert_event = R"(
  INSERT INTO events (account, sequence, key, received, source, kind, payload)
  VALUES (:account, :sequence, :key, :received, :source, :kind, :payload))";

constexpr const char* put_trade = R"(
  INSERT OR REPLACE INTO trades (account, trade, day, at, order_id, contract, side, size, price,
    profit_and_loss, fees, commissions, voided, reverses)
  VALUES (:account, :trade, :day, :at, :order_id, :contract, :side, :size, :price,
    :profit_and_loss, :fees, :commissions, :voided, :reverses))";

constexpr const char* put_day = R"(
  INSERT OR REPLACE INTO days (account, day, boundary, previous_day, previous_realized,
    previous_trades)
  VALUES (:account, :day, :boundary, :previous_day, :previous_realized, :previous_trades))";

constexpr const char* put_snapshot = R"(
  INSERT INTO snapshots (account, sequence, at, positions, orders, account_row)
  VALUES (:account, :sequence, :at, :positions, :orders, :account_row)
  ON CONFLICT (account) DO UPDATE SET sequence = excluded.sequence, at = excluded.at,
    positions = excluded.positions, orders = excluded.orders, account_row = excluded.account_row
  WHERE excluded.sequence >= snapshots.sequence)";

constexpr const char* move_tail = R"(
  UPDATE accounts SET tail_from = (SELECT coalesce(max(id), 0) FROM events)
  WHERE account = :account)";

constexpr const char* put_stop = R"(
  INSERT OR REPLACE INTO stops (account, contract, sequence, extreme, level)
  VALUES (:account, :contract, :sequence, :extreme, :level))";

constexpr const char* put_announced = R"(
  INSERT OR REPLACE INTO announced (account, rule, day, step)
  VALUES (:account, :rule, :day, :step))";

constexpr const char* rename_account = R"(
  UPDATE accounts SET name = :name WHERE account = :account AND name <> :name)";

} // namespace

result<event_rows> event_rows::prepare(connection& database) {
  event_rows rows;
  if (auto done = database.prepare_all({{&rows.insert_event_, insert_event},
                                        {&rows.put_trade_, put_trade},
                                        {&rows.put_day_, put_day},
                                        {&rows.put_snapshot_, put_snapshot},
                                        {&rows.move_tail_, move_tail},
                                        {&rows.put_stop_, put_stop},
                                        {&rows.put_announced_, put_announced},
                                        {&rows.rename_account_, rename_account}});
      !done)
    return done.error();
  return rows;
}

result<void> event_rows::write(account_id account, const stored_event& x) {
  if (auto done
      = insert_event_.run(account, x.sequence, domain::event_key(x.payload, x.sequence), x.received,
                          to_string(x.source), kind_of(x.payload), to_json(x.payload));
      !done)
    return done;
  auto& highest = sequences_[account];
  highest = std::max(highest, x.sequence);
  if (const auto* facts = std::get_if<account_row>(&x.payload))
    return write_name(account, *facts);
  return {};
}

result<void> event_rows::write(account_id account, const stored_trade& x) {
  const auto& row = x.row;
  const auto side = row.side ? std::optional{to_string(*row.side)} : std::nullopt;
  return put_trade_.run(account, row.id, x.day, row.at, row.order, row.contract, side, row.size,
                        row.price, row.profit_and_loss, row.fees, row.commissions, row.voided,
                        row.reverses);
}

result<void> event_rows::write(account_id account, const day_started& x) {
  return put_day_.run(account, x.day, x.boundary, x.previous_day, x.previous_realized,
                      x.previous_trades);
}

result<void> event_rows::write(account_id account, const state_snapshot& x) {
  if (auto done = put_snapshot_.run(account, x.sequence, x.at, to_json(x.positions),
                                    to_json(x.live_orders), to_json(x.account));
      !done)
    return done;
  // A snapshot that comes late leaves events behind it that are older rows than it.
  const auto highest = sequences_.find(account);
  if (highest != sequences_.end() && highest->second <= x.sequence)
    if (auto done = move_tail_.run(account); !done)
      return done;
  return write_name(account, x.account);
}

result<void> event_rows::write(account_id account, const stop_memory& x) {
  const auto extreme = x.extreme ? std::optional{x.extreme->half_units()} : std::nullopt;
  return put_stop_.run(account, x.contract, x.sequence, extreme, x.level);
}

result<void> event_rows::write(account_id account, const limit_announced& x) {
  return put_announced_.run(account, x.rule, x.day, x.step);
}

result<void> event_rows::write_name(account_id account, const account_row& x) {
  if (!x.name)
    return {};
  return rename_account_.run(*x.name, account);
}

} // namespace riskd::sqlite
