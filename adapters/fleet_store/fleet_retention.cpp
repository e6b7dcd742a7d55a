#include "adapters/fleet_store/fleet_retention.hpp"

#include <utility>

namespace riskd::fleet {

using domain::result;
using sqlite::row;

namespace {

/// A step ends after so many series even if there was nothing to delete.
constexpr int series_per_step = 100;

// Parameters: ?1 and ?2 are daemon and account of a series, ?3 is the oldest time that stays, and
// ?4 is how many rows may go.

constexpr const char* next_points = R"(
  SELECT daemon, account FROM points WHERE (daemon, account) > (?1, ?2)
  ORDER BY daemon, account LIMIT 1)";

constexpr const char* delete_points = R"(
  DELETE FROM points WHERE daemon = ?1 AND account = ?2 AND at IN (
    SELECT at FROM points WHERE daemon = ?1 AND account = ?2 AND at < ?3 ORDER BY at LIMIT ?4))";

constexpr const char* next_records
  = "SELECT daemon, ?2 AS account FROM records WHERE daemon > ?1 ORDER BY daemon LIMIT 1";

// Clocks step, so an old record may follow a young one: it stays too. What stands last among those
// looked at has no follower and stays, so that the last one of all always does.
constexpr const char* delete_records = R"(
  DELETE FROM records WHERE daemon = ?1 AND (era, chain, n) IN (
    SELECT era, chain, n FROM (
      SELECT era, chain, n, max(at >= ?3) OVER in_order AS follows_young,
        lead(n) OVER in_order AS follower
      FROM (SELECT era, chain, n, at FROM records WHERE daemon = ?1
        ORDER BY era, chain, n LIMIT ?4 + 1)
      WINDOW in_order AS (ORDER BY era, chain, n))
    WHERE follows_young = 0 AND follower IS NOT NULL))";

constexpr const char* next_stories
  = "SELECT daemon, ?2 AS account FROM stories WHERE daemon > ?1 ORDER BY daemon LIMIT 1";

constexpr const char* delete_stories = R"(
  DELETE FROM stories WHERE rowid IN (
    SELECT rowid FROM stories WHERE daemon = ?1 AND at < ?3 ORDER BY at LIMIT ?4))";

// ?1 is how many stay, ?2 how many may go. An alarm that goes on is no history yet.
constexpr const char* delete_alarms = R"(
  DELETE FROM alarms WHERE id IN (
    SELECT id FROM alarms
    WHERE id < (SELECT id FROM alarms ORDER BY id DESC LIMIT 1 OFFSET ?1 - 1) AND ended IS NOT NULL
    ORDER BY id LIMIT ?2))";

} // namespace

result<fleet_retention> fleet_retention::prepare(sqlite::connection& database,
                                                 const retention_limits& limits) {
  fleet_retention out;
  auto& [points, records, stories] = out.tables_;
  points.age = limits.points;
  records.age = limits.records;
  stories.age = limits.stories;
  out.alarms_kept_ = limits.alarms;
  out.rows_per_step_ = limits.rows_per_step;
  const auto prepared = database.prepare_all({
    {&points.next, next_points},
    {&points.clean, delete_points},
    {&records.next, next_records},
    {&records.clean, delete_records},
    {&stories.next, next_stories},
    {&stories.clean, delete_stories},
    {&out.clean_alarms_, delete_alarms},
  });
  if (!prepared)
    return prepared.error();
  return out;
}

result<bool> fleet_retention::step(sqlite::connection& database, domain::time_point now) {
  auto begun = database.begin();
  auto more = begun ? advance(database, now) : result<bool>{begun.error()};
  if (more)
    if (auto committed = database.commit(); !committed)
      more = committed.error();
  if (!more)
    database.roll_back();
  if (!more || !*more)
    begin_anew();
  return more;
}

result<bool> fleet_retention::advance(sqlite::connection& database, domain::time_point now) {
  auto rows_left = rows_per_step_;
  const auto count = [&] {
    rows_left -= sqlite3_changes(database.handle());
  };
  for (int looked = 0; looked < series_per_step && table_ < tables_.size(); ++looked) {
    auto& table = tables_[table_];
    if (!is_within_) {
      const auto found = find_next(table);
      if (!found)
        return found;
      if (!*found) {
        ++table_;
        at_ = {};
        continue;
      }
    }
    if (auto cleaned = table.clean.run(at_.daemon, at_.account, now - table.age, rows_left);
        !cleaned)
      return cleaned.error();
    count();
    is_within_ = rows_left <= 0;
    if (is_within_)
      return true;
  }
  if (table_ < tables_.size())
    return true;
  if (auto cleaned = clean_alarms_.run(alarms_kept_, rows_left); !cleaned)
    return cleaned.error();
  count();
  return rows_left <= 0;
}

result<bool> fleet_retention::find_next(aging& table) {
  bool is_found = false;
  series found;
  const auto read = table.next.each(
    [&](const row& from) -> result<void> {
      is_found = true;
      found = {from.text("daemon"), from.text("account")};
      return {};
    },
    at_.daemon, at_.account);
  if (!read)
    return read.error();
  if (is_found)
    at_ = std::move(found);
  return is_found;
}

void fleet_retention::begin_anew() {
  table_ = 0;
  at_ = {};
  is_within_ = false;
}

} // namespace riskd::fleet
