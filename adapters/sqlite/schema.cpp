#include "adapters/sqlite/schema.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace riskd::sqlite {

using domain::failure;
using domain::failure_code;
using domain::result;

namespace {

result<void> apply(connection& database, const migration& next) {
  if (auto begun = database.begin(); !begun)
    return begun;
  const auto version = "PRAGMA user_version=" + std::to_string(next.number) + ";"
                       + "PRAGMA application_id=" + std::to_string(application_id) + ";";
  auto applied = database.execute(std::string{next.sql} + version);
  if (applied)
    applied = database.commit();
  if (!applied) {
    database.roll_back();
    return failure{applied.error().code,
                   "migration " + std::string{next.name} + ": " + applied.error().sentence};
  }
  return {};
}

/// Every column as `table.column`.
result<std::set<std::string>> columns_of(connection& database) {
  auto query = database.prepare("SELECT tables.name AS holder, columns.name AS name "
                                "FROM sqlite_schema AS tables, pragma_table_info(tables.name) "
                                "AS columns WHERE tables.type = 'table'");
  if (!query)
    return query.error();
  std::set<std::string> out;
  const auto read = query->each([&](const row& from) -> result<void> {
    out.insert(from.text("holder") + "." + from.text("name"));
    return {};
  });
  if (!read)
    return read.error();
  return out;
}

/// The columns that a database has after these migrations.
result<std::set<std::string>> columns_after(const std::vector<migration>& applied) {
  auto pristine = connection::open({":memory:"});
  if (!pristine)
    return pristine.error();
  for (const auto& next : applied)
    if (auto made = apply(*pristine, next); !made)
      return made.error();
  return columns_of(*pristine);
}

} // namespace

result<schema_state> examine_schema(connection& database, const std::vector<migration>& known) {
  const auto tables = database.read_integer("SELECT count(*) FROM sqlite_schema");
  if (!tables)
    return tables.error();
  const auto version = database.read_integer("PRAGMA user_version");
  if (!version)
    return version.error();
  const auto owner = database.read_integer("PRAGMA application_id");
  if (!owner)
    return owner.error();
  if (*tables == 0 && *version == 0)
    return schema_state::empty;
  if (*owner != application_id || *version < 1)
    return failure{failure_code::malformed_input, "the database belongs to another program"};
  const int newest = known.back().number;
  if (*version > newest)
    return failure{failure_code::refused,
                   "the database has schema version " + std::to_string(*version)
                     + ", this program knows versions up to " + std::to_string(newest)};
  return schema_state::usable;
}

result<void> migrate(connection& database, const std::vector<migration>& known) {
  const auto version = database.read_integer("PRAGMA user_version");
  if (!version)
    return version.error();
  for (const auto& next : known)
    if (next.number > *version)
      if (auto applied = apply(database, next); !applied)
        return applied;
  return {};
}

result<void> check_tables(connection& database, const std::vector<migration>& known) {
  const auto version = database.read_integer("PRAGMA user_version");
  if (!version)
    return version.error();
  const auto due = std::find_if(known.begin(), known.end(),
                                [&](const migration& x) { return x.number > *version; });
  const auto now = columns_after({known.begin(), due});
  if (!now)
    return now.error();
  const auto later = columns_after(known);
  if (!later)
    return later.error();
  const auto found = columns_of(database);
  if (!found)
    return found.error();
  const auto damaged = [](const std::string& column, const char* what) {
    return failure{failure_code::malformed_input, "the column " + column + what};
  };
  for (const auto& each : *now)
    if (!found->contains(each))
      return damaged(each, " is missing");
  for (const auto& each : *later)
    if (found->contains(each) && !now->contains(each))
      return damaged(each, " is there before its time");
  return {};
}

result<void> check_integrity(connection& database) {
  auto check = database.prepare("PRAGMA integrity_check(1)");
  if (!check)
    return check.error();
  return check->each([](const row& from) -> result<void> {
    const auto answer = from.text("integrity_check");
    if (answer != "ok")
      return failure{failure_code::malformed_input, "the integrity check failed: " + answer};
    return {};
  });
}

} // namespace riskd::sqlite
