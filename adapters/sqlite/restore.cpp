#include "adapters/sqlite/restore.hpp"

#include "adapters/sqlite/binding_json.hpp"
#include "adapters/sqlite/binding_rows.hpp"
#include "adapters/sqlite/json_reader.hpp"
#include "adapters/sqlite/payload_json.hpp"
#include "adapters/sqlite/words.hpp"
#include "domain/event_key.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace riskd::sqlite {

using domain::account_id;
using domain::day_started;
using domain::failure;
using domain::failure_code;
using domain::ledger_row;
using domain::limit_announced;
using domain::restored_account;
using domain::result;
using domain::safe_mode;
using domain::standing;
using domain::state_snapshot;
using domain::stop_memory;
using domain::stored_event;

namespace {

failure unreadable(const char* what) {
  return {failure_code::malformed_input, "a stored " + std::string{what} + " cannot be read"};
}

/// Runs a query for one account.
template <class OnRow>
result<void> read_rows(connection& database, std::string_view sql, account_id account,
                       OnRow on_row) {
  auto query = database.prepare(sql);
  if (!query)
    return query.error();
  return query->each(on_row, account);
}

result<void> read_locks(connection& database, account_id account, standing& into) {
  const auto sql
    = "SELECT " + std::string{lock_columns} + " FROM locks WHERE account = :account AND active = 1";
  return read_rows(database, sql, account, [&](const row& from) -> result<void> {
    const auto one = read_lock(from);
    if (!one)
      return one.error();
    into.locks.engage(*one);
    return {};
  });
}

result<void> read_episodes(connection& database, account_id account, standing& into) {
  constexpr const char* sql = R"(
    SELECT episode_rule, episode_about, breach FROM breaches
    WHERE account = :account AND episode_rule IS NOT NULL AND closed IS NULL ORDER BY breach)";
  return read_rows(database, sql, account, [&](const row& from) -> result<void> {
    const auto rule = domain::rule_id_of(from.integer("episode_rule"));
    if (!rule)
      return unreadable("breach");
    into.episodes.insert_or_assign(domain::episode_key{*rule, from.text("episode_about")},
                                   from.id<domain::breach_id>("breach"));
    return {};
  });
}

result<void> read_directives(connection& database, account_id account, standing& into) {
  constexpr const char* sql = R"(
    SELECT contract, rule, breach FROM directives WHERE account = :account AND active = 1)";
  return read_rows(database, sql, account, [&](const row& from) -> result<void> {
    const auto rule = domain::rule_id_of(from.integer("rule"));
    if (!rule)
      return unreadable("directive");
    into.directives.insert_or_assign(
      domain::directive_key{from.id<domain::contract_id>("contract"), *rule},
      from.id<domain::breach_id>("breach"));
    return {};
  });
}

result<void> read_cleanup(connection& database, account_id account, standing& into) {
  constexpr const char* sql = "SELECT order_id, rule FROM cleanups WHERE account = :account";
  return read_rows(database, sql, account, [&](const row& from) -> result<void> {
    const auto rule = domain::rule_id_of(from.integer("rule"));
    if (!rule)
      return unreadable("order to be cleaned up");
    into.cleanup.insert_or_assign(from.id<domain::order_id>("order_id"), *rule);
    return {};
  });
}

result<void> read_safe_mode(connection& database, account_id account, standing& into) {
  constexpr const char* sql = R"(
    SELECT policy, entered, baseline, held_until, ended FROM safe_modes WHERE account = :account)";
  return read_rows(database, sql, account, [&](const row& from) -> result<void> {
    const auto policy = parse_word<domain::safe_mode_policy>(from.text("policy"));
    auto baseline = parse_baselines(from.text("baseline"));
    if (!policy || !baseline)
      return unreadable("safe mode");
    into.safe_mode_left = from.maybe_time("ended");
    if (!into.safe_mode_left)
      into.safe = safe_mode{*policy, from.time("entered"), std::move(*baseline),
                            from.maybe_time("held_until")};
    return {};
  });
}

/// The value of a nullable column as a domain type made from an integer.
template <class T>
std::optional<T> maybe_number(const row& from, const char* column) {
  const auto found = from.maybe_integer(column);
  return found ? std::optional{T{*found}} : std::nullopt;
}

result<ledger_row> read_ledger_row(const row& from) {
  ledger_row x;
  x.id = from.id<domain::trade_id>("trade");
  x.at = from.time("at");
  x.order = maybe_number<domain::order_id>(from, "order_id");
  if (!from.is_null("contract"))
    x.contract = from.id<domain::contract_id>("contract");
  if (!from.is_null("side")) {
    x.side = parse_word<domain::side>(from.text("side"));
    if (!x.side)
      return unreadable("trade");
  }
  x.size = maybe_number<domain::quantity>(from, "size");
  x.price = maybe_number<domain::price>(from, "price");
  x.profit_and_loss = maybe_number<domain::money>(from, "profit_and_loss");
  x.fees = from.amount("fees");
  x.commissions = from.amount("commissions");
  x.voided = from.integer("voided") != 0;
  x.reverses = from.integer("reverses") != 0;
  return x;
}

result<void> read_trades(connection& database, account_id account, std::vector<ledger_row>& into) {
  constexpr const char* sql = R"(
    SELECT trade, at, order_id, contract, side, size, price, profit_and_loss, fees, commissions,
      voided, reverses
    FROM trades WHERE account = :account AND day IN
      (SELECT DISTINCT day FROM trades WHERE account = :account ORDER BY day DESC LIMIT 2)
    ORDER BY at, trade)";
  return read_rows(database, sql, account, [&](const row& from) -> result<void> {
    auto one = read_ledger_row(from);
    if (!one)
      return one.error();
    into.push_back(std::move(*one));
    return {};
  });
}

result<void> read_snapshot(connection& database, account_id account,
                           std::optional<state_snapshot>& into) {
  constexpr const char* sql = R"(
    SELECT sequence, at, positions, orders, account_row FROM snapshots WHERE account = :account)";
  return read_rows(database, sql, account, [&](const row& from) -> result<void> {
    auto positions = parse_positions(from.text("positions"));
    auto orders = parse_orders(from.text("orders"));
    auto facts = parse_account_row(from.text("account_row"));
    if (!positions || !orders || !facts)
      return unreadable("snapshot");
    into = state_snapshot{static_cast<std::uint64_t>(from.integer("sequence")), from.time("at"),
                          std::move(*positions), std::move(*orders), std::move(*facts)};
    return {};
  });
}

result<void> read_stops(connection& database, account_id account, std::vector<stop_memory>& into) {
  constexpr const char* sql = R"(
    SELECT sequence, contract, extreme, level FROM stops
    WHERE account = :account ORDER BY sequence, contract)";
  return read_rows(database, sql, account, [&](const row& from) -> result<void> {
    into.push_back({static_cast<std::uint64_t>(from.integer("sequence")),
                    from.id<domain::contract_id>("contract"),
                    maybe_number<domain::mark_price>(from, "extreme"),
                    maybe_number<domain::price>(from, "level")});
    return {};
  });
}

result<void> read_announced(connection& database, account_id account,
                            std::vector<limit_announced>& into) {
  constexpr const char* sql = R"(
    SELECT rule, day, step FROM announced WHERE account = :account ORDER BY rule)";
  return read_rows(database, sql, account, [&](const row& from) -> result<void> {
    const auto rule = domain::rule_id_of(from.integer("rule"));
    const auto day = parse_stored_date(from.text("day"));
    if (!rule || !day)
      return unreadable("announcement of a limit");
    into.push_back({*rule, *day, static_cast<int>(from.integer("step"))});
    return {};
  });
}

result<stored_event> read_event(const row& from) {
  const auto source = parse_word<domain::event_source>(from.text("source"));
  if (!source)
    return unreadable("event");
  auto payload = parse_payload(from.text("kind"), from.text("payload"));
  if (!payload)
    return payload.error();
  return stored_event{static_cast<std::uint64_t>(from.integer("sequence")), from.time("received"),
                      *source, std::move(*payload)};
}

result<void> read_day(connection& database, account_id account, std::optional<day_started>& into) {
  constexpr const char* sql = R"(
    SELECT day, boundary, previous_day, previous_realized, previous_trades FROM days
    WHERE account = :account ORDER BY boundary DESC LIMIT 1)";
  return read_rows(database, sql, account, [&](const row& from) -> result<void> {
    const auto day = parse_stored_date(from.text("day"));
    const auto previous = parse_stored_date(from.text("previous_day"));
    if (!day || !previous)
      return unreadable("trading day");
    into = day_started{*day, from.time("boundary"), *previous, from.amount("previous_realized"),
                       from.integer("previous_trades")};
    return {};
  });
}

result<void> read_configuration(connection& database, account_id account,
                                std::optional<domain::configuration_in_force>& into) {
  constexpr const char* sql = R"(
    SELECT day, effective, pending, hash FROM config
    WHERE account = :account ORDER BY day DESC LIMIT 1)";
  return read_rows(database, sql, account, [&](const row& from) -> result<void> {
    const auto day = parse_stored_date(from.text("day"));
    if (!day)
      return unreadable("configuration");
    into = {*day, from.text("effective"), from.text("pending"), from.text("hash")};
    return {};
  });
}

result<restored_account> read_account(connection& database, account_id account, std::string name) {
  restored_account x;
  x.account = account;
  x.name = std::move(name);
  auto done = read_locks(database, account, x.binding);
  if (done)
    done = read_episodes(database, account, x.binding);
  if (done)
    done = read_directives(database, account, x.binding);
  if (done)
    done = read_cleanup(database, account, x.binding);
  if (done)
    done = read_safe_mode(database, account, x.binding);
  if (done)
    done = read_trades(database, account, x.trades);
  if (done)
    done = read_snapshot(database, account, x.snapshot);
  if (done)
    done = read_stops(database, account, x.stops);
  if (done)
    done = read_day(database, account, x.day);
  if (done)
    done = read_configuration(database, account, x.configuration);
  if (done)
    done = read_announced(database, account, x.announced);
  if (!done)
    return done.error();
  return x;
}

/// An account and where its tail begins.
struct account_tail {
  restored_account account;
  std::int64_t from = 0;
};

using account_tails = std::map<account_id, account_tail>;

/// Sorts the tail and keeps the first event of each key.
void finish_tail(restored_account& x) {
  std::stable_sort(x.tail.begin(), x.tail.end(), [](const stored_event& a, const stored_event& b) {
    return a.sequence < b.sequence;
  });
  x.last_sequence = x.snapshot ? x.snapshot->sequence : 0;
  if (!x.tail.empty())
    x.last_sequence = std::max(x.last_sequence, x.tail.back().sequence);
  std::set<std::string> seen;
  std::erase_if(x.tail, [&](const stored_event& each) {
    return !seen.insert(domain::event_key(each.payload, each.sequence)).second;
  });
}

/// Reads the events of all accounts in one pass: they lie in the order of their arrival.
result<void> read_tails(connection& database, account_tails& all) {
  auto query = database.prepare(R"(
    SELECT id, account, sequence, received, source, kind, payload FROM events
    WHERE id > :from ORDER BY id)");
  if (!query)
    return query.error();
  auto from = std::numeric_limits<std::int64_t>::max();
  for (const auto& [id, each] : all)
    from = std::min(from, each.from);
  const auto on_row = [&](const row& at) -> result<void> {
    const auto owner = all.find(at.id<account_id>("account"));
    if (owner == all.end() || at.integer("id") <= owner->second.from)
      return {};
    auto& account = owner->second.account;
    const auto sequence = static_cast<std::uint64_t>(at.integer("sequence"));
    if (account.snapshot && sequence <= account.snapshot->sequence)
      return {};
    auto one = read_event(at);
    if (!one)
      return one.error();
    account.tail.push_back(std::move(*one));
    return {};
  };
  return query->each(on_row, from);
}

result<account_tails> read_all_but_tails(connection& database) {
  auto query = database.prepare("SELECT account, name, tail_from FROM accounts");
  if (!query)
    return query.error();
  account_tails all;
  const auto read = query->each([&](const row& from) -> result<void> {
    const auto id = from.id<account_id>("account");
    auto one = read_account(database, id, from.text("name"));
    if (!one)
      return one.error();
    all.emplace(id, account_tail{std::move(*one), from.integer("tail_from")});
    return {};
  });
  if (!read)
    return read.error();
  return all;
}

} // namespace

result<std::vector<restored_account>> read_accounts(connection& database) {
  auto all = read_all_but_tails(database);
  if (!all)
    return all.error();
  if (const auto read = read_tails(database, *all); !read)
    return read.error();
  std::vector<restored_account> accounts;
  for (auto& [id, each] : *all) {
    finish_tail(each.account);
    accounts.push_back(std::move(each.account));
  }
  return accounts;
}

} // namespace riskd::sqlite
