#include "adapters/fleet_store/fleet_history_reader.hpp"

#include "adapters/fleet_store/fleet_rows.hpp"
#include "adapters/fleet_store/fleet_store.hpp"
#include "adapters/fleet_store/open_fleet_database.hpp"
#include "adapters/fleet_store/result_thinning.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>

namespace riskd::fleet {

using domain::result;
using domain::time_point;
using sqlite::row;
using limit = domain::fleet_history_port::limit;

namespace {

constexpr const char* points_between = R"(
  SELECT at, realized, unrealized FROM points
  WHERE daemon = :daemon AND account = :account AND at >= :begin AND at < :end
  ORDER BY at)";

constexpr const char* first_point = R"(
  SELECT at FROM points
  WHERE daemon = :daemon AND account = :account AND at >= :begin AND at < :end
  ORDER BY at LIMIT 1)";

constexpr const char* last_point = R"(
  SELECT at FROM points
  WHERE daemon = :daemon AND account = :account AND at >= :begin AND at < :end
  ORDER BY at DESC LIMIT 1)";

// A record that was told again in a later era stands there.
constexpr const char* newest_records = R"(
  SELECT chain, n, hash, previous, at, account, type, rule, text FROM records
  WHERE daemon = :daemon AND NOT EXISTS (
    SELECT 1 FROM records AS again
    WHERE again.daemon = records.daemon AND again.chain = records.chain AND again.n = records.n
      AND again.era > records.era AND again.hash = records.hash)
  ORDER BY era DESC, chain DESC, n DESC LIMIT :count)";

constexpr const char* newest_records_of_account = R"(
  SELECT chain, n, hash, previous, at, account, type, rule, text FROM records
  WHERE daemon = :daemon AND account = :account AND NOT EXISTS (
    SELECT 1 FROM records AS again
    WHERE again.daemon = records.daemon AND again.chain = records.chain AND again.n = records.n
      AND again.era > records.era AND again.hash = records.hash)
  ORDER BY era DESC, chain DESC, n DESC LIMIT :count)";

constexpr const char* newest_stories = R"(
  SELECT breach, account, at, document FROM stories
  WHERE daemon = :daemon AND at >= :begin AND at < :end AND (:account = '' OR account = :account)
  ORDER BY at DESC, breach DESC LIMIT :count)";

constexpr const char* newest_alarms = R"(
  SELECT id, kind, daemon, account, raised, ended, text FROM alarms ORDER BY id DESC LIMIT :count)";

/// SQLite counts in signed numbers, and takes a negative limit for none.
std::int64_t row_limit(std::size_t count) {
  constexpr auto most = static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max());
  return static_cast<std::int64_t>(std::min(count, most));
}

template <class Value>
result<Value> as_result(Value x) {
  return x;
}

template <class Value>
result<Value> as_result(result<Value> x) {
  return x;
}

/// Asks on a connection of its own and collects what `read` makes of the rows.
template <class Value, class Read, class... Ts>
result<std::vector<Value>> ask(const std::filesystem::path& file, const limit& is_over,
                               const char* sql, Read read, const Ts&... values) {
  auto opened = open_fleet_database_to_read(file);
  if (!opened)
    return opened.error();
  opened->give_up_when(is_over);
  auto query = opened->prepare(sql);
  if (!query)
    return query.error();
  std::vector<Value> out;
  const auto done = query->each(
    [&](const row& from) -> result<void> {
      auto one = as_result(read(from));
      if (!one)
        return one.error();
      out.push_back(std::move(*one));
      return {};
    },
    values...);
  if (!done)
    return done.error();
  return out;
}

/// Which points are asked for.
struct point_range {
  const std::string& daemon;
  const std::string& account;
  time_point begin;
  time_point end;
};

result<time_point> time_of(sqlite::connection& database, const char* sql, const point_range& x) {
  auto query = database.prepare(sql);
  if (!query)
    return query.error();
  const auto at = query->read_integer(x.daemon, x.account, x.begin, x.end);
  if (!at)
    return at.error();
  return time_point{domain::duration{*at}};
}

result<std::vector<domain::result_point>> thin(sqlite::connection& database, const point_range& x,
                                               std::size_t count) {
  const auto first = time_of(database, first_point, x);
  if (!first)
    return first.error();
  const auto last = time_of(database, last_point, x);
  if (!last)
    return last.error();
  auto query = database.prepare(points_between);
  if (!query)
    return query.error();
  result_thinning thinning{count, *first, *last};
  const auto done = query->each(
    [&](const row& from) -> result<void> {
      thinning.add(read_point(from));
      return {};
    },
    x.daemon, x.account, x.begin, x.end);
  if (!done)
    return done.error();
  return thinning.take();
}

} // namespace

fleet_history_reader::fleet_history_reader(const std::filesystem::path& directory)
  : file_(directory / database_name) {
}

result<std::vector<domain::result_point>>
fleet_history_reader::results(const std::string& daemon, const std::string& account,
                              time_point begin, time_point end, std::size_t count,
                              const limit& is_over) const {
  auto opened = open_fleet_database_to_read(file_);
  if (!opened)
    return opened.error();
  opened->give_up_when(is_over);
  // All three questions are about one moment, or the ends would not be those of what is thinned.
  if (auto begun = opened->execute("BEGIN"); !begun)
    return begun.error();
  return thin(*opened, {daemon, account, begin, end}, count);
}

result<std::vector<domain::audit_report>>
fleet_history_reader::records(const std::string& daemon, const std::string& account,
                              std::size_t count, const limit& is_over) const {
  if (account.empty())
    return ask<domain::audit_report>(file_, is_over, newest_records, read_record, daemon,
                                     row_limit(count));
  return ask<domain::audit_report>(file_, is_over, newest_records_of_account, read_record, daemon,
                                   account, row_limit(count));
}

result<std::vector<domain::story_report>>
fleet_history_reader::stories(const std::string& daemon, const std::string& account,
                              std::optional<time_point> begin, std::optional<time_point> end,
                              std::size_t count, const limit& is_over) const {
  return ask<domain::story_report>(file_, is_over, newest_stories, read_story, daemon,
                                   begin.value_or(time_point::min()),
                                   end.value_or(time_point::max()), account, row_limit(count));
}

result<std::vector<domain::fleet_alarm>> fleet_history_reader::alarms(std::size_t count,
                                                                      const limit& is_over) const {
  return ask<domain::fleet_alarm>(file_, is_over, newest_alarms, read_alarm, row_limit(count));
}

} // namespace riskd::fleet
