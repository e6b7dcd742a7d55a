#pragma once

#include "adapters/sqlite/connection.hpp"
#include "domain/result.hpp"
#include "domain/time.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace riskd::fleet {

struct fleet_database_options {
  std::filesystem::path file;
  std::chrono::milliseconds busy_timeout{1000};
  /// SQLite's name of the file system layer; empty for its default.
  std::string vfs{};
  /// Names files that are moved aside.
  domain::time_point now;
};

struct opened_fleet_database {
  sqlite::connection database;
  /// What was wrong with the one that was found; empty if nothing was, or if there was none.
  std::string damage{};
  /// Where its files were moved to.
  std::vector<std::filesystem::path> moved_aside{};
};

/// Opens a hub's database or makes a new one, checks its integrity and brings its schema up to
/// date. A damaged one is moved aside and a new one begun. Fails with `refused` if the schema is
/// newer than this program, and leaves that database as it is; and with `storage_failed` if the
/// database can be neither used nor replaced.
[[nodiscard]] domain::result<opened_fleet_database>
open_fleet_database(const fleet_database_options& options);

/// Opens a hub's database, which its hub may be writing, for reading only. Fails with
/// `malformed_input` if it is none.
[[nodiscard]] domain::result<sqlite::connection>
open_fleet_database_to_read(const std::filesystem::path& file);

} // namespace riskd::fleet
