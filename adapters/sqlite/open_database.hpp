#pragma once

#include "adapters/sqlite/connection.hpp"
#include "adapters/sqlite/entry_writer.hpp"
#include "adapters/sqlite/intent_record.hpp"
#include "adapters/sqlite/store_condition.hpp"
#include "domain/journal_entries.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace riskd::sqlite {

struct database_options {
  std::filesystem::path file;
  std::chrono::milliseconds busy_timeout{1000};
  std::string vfs{};
  /// The marker exists, so a store should exist as well.
  bool is_expected = false;
  /// Names files that are moved aside; stored as the time of creation.
  domain::time_point now;
};

/// A database ready for use and what it holds, the intents included that it has not seen yet.
struct opened_database {
  connection database;
  entry_writer entries;
  /// Number of this run, to be stored with its first records.
  std::int64_t run = 0;
  /// The database has all intents up to here.
  std::uint64_t intents_covered = 0;
  /// Intents that only the intent files have.
  std::vector<intent_record> pending{};
  std::vector<domain::restored_account> accounts{};
  domain::breach_id last_breach{};
  store_condition condition{};
  /// For `missing` and `damaged`: a sentence that says what was found.
  std::string reason{};
  /// Where damaged files were moved to.
  std::vector<std::filesystem::path> moved_aside{};
};

/// Opens the database, checks its integrity, brings its schema up to date and reads it. A damaged
/// one is moved aside and a new one made. Nothing is written where the schema is current, so that a
/// full disk does not keep the daemon from starting. Fails with `refused` if the schema is newer
/// than this program and with `storage_failed` if the database can be neither used nor replaced.
/// @param found Intents of the intent files, by ascending sequence.
[[nodiscard]] domain::result<opened_database> open_database(const database_options& options,
                                                            std::vector<intent_record> found);

} // namespace riskd::sqlite
