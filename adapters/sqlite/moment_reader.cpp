#include "adapters/sqlite/day_rows.hpp"
#include "adapters/sqlite/history_rows.hpp"
#include "adapters/sqlite/payload_json.hpp"
#include "adapters/sqlite/stored_history.hpp"
#include "adapters/sqlite/story_reader.hpp"
#include "adapters/sqlite/story_rows.hpp"

#include <algorithm>
#include <chrono>
#include <utility>
#include <variant>

namespace riskd::sqlite {

using domain::moment_report;
using domain::result;
using domain::time_point;

namespace {

constexpr std::int64_t breaches_of_moment_max = 50;

/// Ended locks stay as history, so that those of a moment can be told.
constexpr const char* locks_then = R"(
  SELECT locks.account AS account, accounts.name AS name, rule, kind, policy, created, until,
    breach, day, ended, reason
  FROM locks JOIN accounts USING (account)
  WHERE locks.account = :account AND created <= :at AND (ended IS NULL OR ended > :at)
  ORDER BY id LIMIT 50)";

constexpr const char* breach_of_account = R"(
  SELECT breaches.account AS account, accounts.name AS name, breach, at, rule, verdict, cause,
    closed
  FROM breaches JOIN accounts USING (account)
  WHERE breaches.account = :account AND breach = :breach)";

constexpr const char* trades_until = R"(
  SELECT trades.account AS account, accounts.name AS name, trade, day, at, order_id, contract,
    side, size, price, profit_and_loss, fees, commissions, voided
  FROM trades JOIN accounts USING (account)
  WHERE trades.account = :account AND at <= :at ORDER BY at DESC, trade DESC LIMIT 10)";

/// SQLite takes the payload of the row that has the greatest id.
constexpr const char* positions_changed = R"(
  SELECT max(id), received, payload FROM events
  WHERE id >= :first AND id < :last AND account = :account AND kind = 'position'
  GROUP BY json_extract(payload, '$.contract'))";

constexpr const char* records_until = R"(
  WHERE chain = :chain AND n < :before AND (audit.account IS NULL OR audit.account = :account)
  ORDER BY n DESC LIMIT 10)";

constexpr const char* run_until = R"(
  WHERE chain = :chain AND n < :before AND type IN ('service_start', 'service_stop')
  ORDER BY n DESC LIMIT 1)";

result<void> add_locks_then(connection& database, domain::account_id account, time_point at,
                            moment_report& into) {
  auto query = database.prepare(locks_then);
  if (!query)
    return query.error();
  return query->each(
    [&](const row& from) -> result<void> {
      auto found = read_past_lock(from);
      if (!found)
        return found.error();
      into.locks.push_back(std::move(*found));
      return {};
    },
    account, at);
}

/// Puts the breach that a lock came from before those of the day, unless it is among them.
result<void> add_cause(statement& query, const domain::past_lock& lock, moment_report& into) {
  const auto is_it = [&](const domain::past_breach& x) {
    return x.id == lock.what.cause;
  };
  if (std::any_of(into.breaches.begin(), into.breaches.end(), is_it))
    return {};
  return query.each(
    [&](const row& from) -> result<void> {
      auto found = read_past_breach(from);
      if (!found)
        return found.error();
      into.breaches.insert(into.breaches.begin(), std::move(*found));
      return {};
    },
    lock.account, lock.what.cause);
}

result<void> add_breaches_then(connection& database, const domain::account_day& wanted,
                               time_point at, moment_report& into) {
  auto found = read_breaches(database, {wanted.account, wanted.day.begin, at + domain::duration{1}},
                             breaches_of_moment_max + 1);
  if (!found)
    return found.error();
  into.has_more_breaches = std::cmp_greater(found->size(), breaches_of_moment_max);
  if (into.has_more_breaches)
    found->pop_back();
  into.breaches = std::move(*found);
  auto query = database.prepare(breach_of_account);
  if (!query)
    return query.error();
  for (const auto& each : into.locks)
    if (auto done = add_cause(*query, each, into); !done)
      return done;
  return {};
}

result<void> add_trades_until(connection& database, domain::account_id account, time_point at,
                              moment_report& into) {
  auto query = database.prepare(trades_until);
  if (!query)
    return query.error();
  auto done = query->each(
    [&](const row& from) -> result<void> {
      auto found = read_past_trade(from);
      if (!found)
        return found.error();
      into.trades.push_back(std::move(*found));
      return {};
    },
    account, at);
  std::reverse(into.trades.begin(), into.trades.end());
  return done;
}

result<void> add_positions_then(connection& database, const domain::account_day& wanted,
                                time_point at, moment_report& into) {
  const auto first = first_event_from(database, wanted.day.begin);
  if (!first)
    return first.error();
  const auto last = first_event_from(database, at + domain::duration{1});
  if (!last)
    return last.error();
  auto query = database.prepare(positions_changed);
  if (!query)
    return query.error();
  return query->each(
    [&](const row& from) -> result<void> {
      const auto payload = parse_payload("position", from.text("payload"));
      if (!payload)
        return payload.error();
      const auto& told = std::get<domain::position_row>(*payload);
      if (told.size.count() != 0)
        into.positions.push_back(
          {told.contract, told.held, told.size, told.average, from.time("received")});
      return {};
    },
    *first, *last, wanted.account);
}

/// A place in the audit: the records before it are those until a moment.
struct audit_place {
  std::int64_t chain = 0;
  std::int64_t before = 0;
};

/// A break begins a new chain, so that the newest may begin after the moment.
result<audit_place> place_of(stored_history& store, time_point at) {
  const auto newest = store.newest_chain();
  if (!newest)
    return newest.error();
  for (auto chain = *newest; chain > 0; --chain) {
    const auto before = first_record_from(store.database(), chain, at + domain::duration{1});
    if (!before)
      return before.error();
    if (*before > 1)
      return audit_place{chain, *before};
  }
  return audit_place{};
}

result<void> add_records_until(stored_history& store, domain::account_id account, time_point at,
                               moment_report& into) {
  const auto place = place_of(store, at);
  if (!place)
    return place.error();
  auto records = store.database().prepare(select_logged(records_until));
  if (!records)
    return records.error();
  auto done = records->each(
    [&](const row& from) -> result<void> {
      auto found = read_logged_record(from);
      if (!found)
        return found.error();
      into.records.push_back(std::move(*found));
      return {};
    },
    place->chain, place->before, account);
  if (!done)
    return done;
  std::reverse(into.records.begin(), into.records.end());
  auto run = store.database().prepare(select_logged(run_until));
  if (!run)
    return run.error();
  return run->each(
    [&](const row& from) -> result<void> {
      auto found = read_logged_record(from);
      if (!found)
        return found.error();
      into.run = std::move(*found);
      return {};
    },
    place->chain, place->before);
}

} // namespace

result<moment_report> story_reader::moment(const domain::account_day& wanted, time_point at,
                                           const limit& is_over) const {
  auto store = stored_history::open(place_);
  if (!store)
    return store.error();
  auto& database = store->database();
  database.give_up_when(is_over);
  const auto totals = read_totals(database, wanted, at);
  if (!totals)
    return totals.error();
  moment_report out;
  out.totals = *totals;
  if (auto done = add_locks_then(database, wanted.account, at, out); !done)
    return done.error();
  if (auto done = add_breaches_then(database, wanted, at, out); !done)
    return done.error();
  if (auto done = add_trades_until(database, wanted.account, at, out); !done)
    return done.error();
  if (auto done = add_positions_then(database, wanted, at, out); !done)
    return done.error();
  if (auto done = add_records_until(*store, wanted.account, at, out); !done)
    return done.error();
  return out;
}

} // namespace riskd::sqlite
