#include "adapters/sqlite/story_reader.hpp"

#include "adapters/sqlite/breach_trace.hpp"
#include "adapters/sqlite/history_rows.hpp"
#include "adapters/sqlite/json_reader.hpp"
#include "adapters/sqlite/stored_history.hpp"
#include "adapters/sqlite/story_rows.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace riskd::sqlite {

using domain::breach_story;
using domain::past_lock;
using domain::result;
using domain::time_point;

namespace {

using namespace std::chrono_literals;

/// How long an enforcement is followed. One that takes longer is told as unfinished.
constexpr auto story_length_max = 10min;

constexpr std::int64_t commands_told_max = 200;

constexpr const char* one_breach = R"(
  SELECT breaches.account AS account, accounts.name AS name, breach, at, rule, verdict, cause,
    closed
  FROM breaches JOIN accounts USING (account) WHERE breach = :breach LIMIT 1)";

constexpr const char* next_breach = R"(
  SELECT coalesce(min(at), :otherwise) FROM breaches
  WHERE account = :account AND rule = :rule AND at > :at)";

constexpr const char* locks_of_breach = R"(
  SELECT locks.account AS account, accounts.name AS name, rule, kind, policy, created, until,
    breach, day, ended, reason
  FROM locks JOIN accounts USING (account)
  WHERE locks.account = :account AND breach = :breach ORDER BY id LIMIT 20)";

/// The configuration that was in force, as far as it says what results are made of.
constexpr const char* settings_of_breach = R"(
  SELECT coalesce(json_extract(effective, '$.settings.mode'), '') AS mode,
    coalesce(json_extract(effective, '$.settings.pnl_basis'), '') AS basis
  FROM config WHERE account = :account
    AND hash = (SELECT config FROM breaches WHERE account = :account AND breach = :breach)
  ORDER BY day DESC LIMIT 1)";

constexpr const char* late_records = R"(
  SELECT count(*) FROM audit WHERE chain = :chain AND n >= :first AND n < :last
    AND account = :account AND type = 'alert'
    AND json_extract(line, '$.data.code') = 'persist_late')";

/// What a day came to with a certain fill: money is null if one of its results is not known.
constexpr const char* realized_by_then = R"(
  SELECT coalesce(sum(profit_and_loss), 0) AS gross, coalesce(sum(fees + commissions), 0) AS costs
  FROM trades
  WHERE account = :account AND day = :day AND at <= :at AND voided = 0)";

result<std::optional<breach_story>> find_breach(connection& database, domain::breach_id wanted) {
  auto query = database.prepare(one_breach);
  if (!query)
    return query.error();
  std::optional<breach_story> out;
  const auto done = query->each(
    [&](const row& from) -> result<void> {
      auto found = read_past_breach(from);
      if (!found)
        return found.error();
      out.emplace().what = std::move(*found);
      return {};
    },
    wanted);
  if (!done)
    return done.error();
  return out;
}

result<void> add_locks(connection& database, breach_story& story) {
  auto query = database.prepare(locks_of_breach);
  if (!query)
    return query.error();
  return query->each(
    [&](const row& from) -> result<void> {
      auto found = read_past_lock(from);
      if (!found)
        return found.error();
      story.locks.push_back(std::move(*found));
      return {};
    },
    story.what.account, story.what.id);
}

result<void> add_settings(connection& database, breach_story& story) {
  auto query = database.prepare(settings_of_breach);
  if (!query)
    return query.error();
  return query->each(
    [&](const row& from) -> result<void> {
      story.mode = from.text("mode");
      if (const auto basis = from.text("basis"); !basis.empty())
        story.counts_costs = basis == "net";
      return {};
    },
    story.what.account, story.what.id);
}

/// The commands that the rule had decided until `to`; moving its own stops is none of them.
result<void> add_commands(connection& database, breach_story& story, time_point to) {
  auto found
    = read_commands(database, {story.what.account, story.what.at, to}, commands_told_max + 1);
  if (!found)
    return found.error();
  story.has_more_commands = std::cmp_greater(found->size(), commands_told_max);
  if (story.has_more_commands)
    found->pop_back();
  std::erase_if(*found, [&](const domain::past_command& x) {
    return x.rule != story.what.rule || x.cause == "manage";
  });
  story.commands = std::move(*found);
  return {};
}

result<void> add_lateness(stored_history& store, breach_story& story) {
  const auto chain = store.newest_chain();
  if (!chain)
    return chain.error();
  const auto& what = story.what;
  const auto first = first_record_from(store.database(), *chain, what.at);
  if (!first)
    return first.error();
  const auto last = first_record_from(store.database(), *chain, what.at + 5s);
  if (!last)
    return last.error();
  auto query = store.database().prepare(late_records);
  if (!query)
    return query.error();
  const auto count = query->read_integer(*chain, *first, *last, what.account);
  if (!count)
    return count.error();
  story.was_stored_late = *count > 0;
  return {};
}

/// The result of the day by the last closing fill; exchange times are compared with each other.
result<void> add_realized(connection& database, breach_story& story) {
  if (story.closings.empty() || !story.counts_costs)
    return {};
  const auto& last
    = *std::max_element(story.closings.begin(), story.closings.end(),
                        [](const auto& a, const auto& b) { return a.row.at < b.row.at; });
  auto query = database.prepare(realized_by_then);
  if (!query)
    return query.error();
  return query->each(
    [&](const row& from) -> result<void> {
      const auto costs = *story.counts_costs ? from.amount("costs") : domain::money{};
      story.realized = from.amount("gross") - costs;
      return {};
    },
    story.what.account, last.day, last.row.at);
}

result<time_point> end_of_story(connection& database, const breach_story& story) {
  auto query = database.prepare(next_breach);
  if (!query)
    return query.error();
  const auto latest = story.what.at + story_length_max;
  const auto next = query->read_integer(latest, story.what.account, story.what.rule, story.what.at);
  if (!next)
    return next.error();
  return std::min(latest, time_point{domain::duration{*next}});
}

result<void> complete(stored_history& store, breach_story& story) {
  auto& database = store.database();
  const auto to = end_of_story(database, story);
  if (!to)
    return to.error();
  for (const auto& add : {add_locks, add_settings})
    if (auto done = add(database, story); !done)
      return done;
  if (auto done = add_commands(database, story, *to); !done)
    return done;
  if (auto done = trace_events(database, story, *to); !done)
    return done;
  if (auto done = add_realized(database, story); !done)
    return done;
  return add_lateness(store, story);
}

} // namespace

result<std::optional<breach_story>> story_reader::breach(domain::breach_id wanted,
                                                         const limit& is_over) const {
  auto store = stored_history::open(place_);
  if (!store)
    return store.error();
  store->database().give_up_when(is_over);
  auto story = find_breach(store->database(), wanted);
  if (!story || !*story)
    return story;
  if (const auto done = complete(*store, **story); !done)
    return done.error();
  return story;
}

} // namespace riskd::sqlite
