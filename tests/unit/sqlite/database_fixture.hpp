#pragma once

#include "adapters/sqlite/entry_writer.hpp"
#include "adapters/sqlite/restore.hpp"
#include "tests/unit/sqlite/temporary_directory.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace riskd::test {

/// A database with the current schema and a writer of one account's entries, without the store's
/// thread around them.
struct database_fixture {
  const domain::account_id account{7};
  temporary_directory directory;
  std::optional<sqlite::connection> database;
  std::optional<sqlite::entry_writer> writer;

  database_fixture();

  /// Leaves everything that is not in the file, as a new process would.
  void open();

  /// Writes all entries in one transaction.
  void write(const std::vector<domain::journal_entry>& entries);

  void write(const std::vector<domain::journal_entry>& entries, domain::account_id id);

  /// What a new process would find. @pre There is one account
  domain::restored_account reopened();

  std::int64_t ask(const std::string& sql);
};

} // namespace riskd::test
