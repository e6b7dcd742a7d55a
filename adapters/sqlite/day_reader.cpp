#include "adapters/sqlite/day_rows.hpp"
#include "adapters/sqlite/history_rows.hpp"
#include "adapters/sqlite/stored_history.hpp"
#include "adapters/sqlite/story_reader.hpp"
#include "adapters/sqlite/story_rows.hpp"

#include <utility>

namespace riskd::sqlite {

using domain::day_report;
using domain::result;

namespace {

/// Told at most, the first ones of the day.
constexpr std::int64_t breaches_of_day_max = 200;
constexpr std::int64_t commands_of_day_max = 5000;

constexpr const char* locks_of_day = R"(
  SELECT locks.account AS account, accounts.name AS name, rule, kind, policy, created, until,
    breach, day, ended, reason
  FROM locks JOIN accounts USING (account)
  WHERE locks.account = :account AND created >= :begin AND created < :end ORDER BY id LIMIT 200)";

constexpr const char* realized_at_reset = R"(
  SELECT previous_realized FROM days WHERE account = :account AND previous_day = :day)";

result<void> add_recorded(connection& database, const domain::account_day& wanted,
                          day_report& into) {
  auto query = database.prepare(realized_at_reset);
  if (!query)
    return query.error();
  return query->each(
    [&](const row& from) -> result<void> {
      into.recorded = from.amount("previous_realized");
      return {};
    },
    wanted.account, wanted.day.id);
}

result<void> add_locks_of_day(connection& database, const domain::account_day& wanted,
                              day_report& into) {
  auto query = database.prepare(locks_of_day);
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
    wanted.account, wanted.day.begin, wanted.day.end);
}

result<void> add_breaches_of_day(connection& database, const domain::account_day& wanted,
                                 day_report& into) {
  auto found = read_breaches(database, {wanted.account, wanted.day.begin, wanted.day.end},
                             breaches_of_day_max + 1);
  if (!found)
    return found.error();
  into.has_more_breaches = std::cmp_greater(found->size(), breaches_of_day_max);
  if (into.has_more_breaches)
    found->pop_back();
  into.breaches = std::move(*found);
  return {};
}

result<void> add_delays(connection& database, const domain::account_day& wanted, day_report& into) {
  auto found = read_commands(database, {wanted.account, wanted.day.begin, wanted.day.end},
                             commands_of_day_max + 1);
  if (!found)
    return found.error();
  into.has_more_commands = std::cmp_greater(found->size(), commands_of_day_max);
  if (into.has_more_commands)
    found->pop_back();
  into.commands = delays_of(*found);
  return {};
}

} // namespace

result<day_report> story_reader::day(const domain::account_day& wanted,
                                     const limit& is_over) const {
  auto store = stored_history::open(place_);
  if (!store)
    return store.error();
  auto& database = store->database();
  database.give_up_when(is_over);
  const auto totals = read_totals(database, wanted, wanted.day.end);
  if (!totals)
    return totals.error();
  day_report out;
  out.totals = *totals;
  for (const auto& add : {add_recorded, add_locks_of_day, add_breaches_of_day, add_delays})
    if (auto done = add(database, wanted, out); !done)
      return done.error();
  return out;
}

} // namespace riskd::sqlite
