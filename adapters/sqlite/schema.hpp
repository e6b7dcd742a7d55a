#pragma once

#include "adapters/sqlite/connection.hpp"
#include "domain/result.hpp"

#include <string_view>
#include <vector>

namespace riskd::sqlite {

/// One numbered change of the schema: a file of `adapters/sqlite/migrations/`.
struct migration {
  /// 1 for the first; ascending without gaps. Kept in the database as `user_version`.
  int number = 0;
  std::string_view name;
  std::string_view sql;
};

/// The migrations that this program was built with.
[[nodiscard]] const std::vector<migration>& embedded_migrations();

/// Marks a database file as one of riskd's: "rskd".
inline constexpr int application_id = 0x72736b64;

/// What kind of database a file holds.
enum class schema_state {
  /// No table yet.
  empty,
  /// One that `known` can bring up to date, or is already.
  usable,
};

/// Examines a database without changing it. Fails with `refused` if its schema is newer than
/// `known` and with `malformed_input` if it is another program's database.
[[nodiscard]] domain::result<schema_state> examine_schema(connection& database,
                                                          const std::vector<migration>& known);

/// Applies what is missing, each migration in one transaction.
/// @pre `examine_schema` succeeded.
[[nodiscard]] domain::result<void> migrate(connection& database,
                                           const std::vector<migration>& known);

/// Compares tables and columns with those that the version of the database has. Fails with
/// `malformed_input` if one is missing, or there before its time: the list that a database keeps of
/// its tables can be damaged, and its version as well.
/// @pre `examine_schema` succeeded with the same migrations.
[[nodiscard]] domain::result<void> check_tables(connection& database,
                                                const std::vector<migration>& known);

/// Reads the whole database. Fails with `malformed_input` if SQLite finds it damaged.
[[nodiscard]] domain::result<void> check_integrity(connection& database);

} // namespace riskd::sqlite
