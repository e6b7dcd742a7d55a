#include "adapters/sqlite/schema.hpp"

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
  if (*owner != application_id || *version == 0)
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

} // namespace riskd::sqlite
