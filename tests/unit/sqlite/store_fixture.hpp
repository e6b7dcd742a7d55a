#pragma once

#include "adapters/sqlite/store.hpp"
#include "domain/ports/wall_clock.hpp"
#include "tests/unit/sqlite/report_recorder.hpp"
#include "tests/unit/sqlite/samples.hpp"
#include "tests/unit/sqlite/temporary_directory.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace riskd::test {

/// A clock that stands still.
class standing_clock final : public domain::wall_clock {
public:
  [[nodiscard]] domain::clock_reading now() const override {
    return {instant(0), domain::duration{0}};
  }
};

/// A store in a directory of its own that can be stopped and opened again.
class store_fixture {
public:
  store_fixture();

  ~store_fixture();

  /// Opens the store, ending the one before, and starts its threads.
  void open();

  /// Opens the store without starting it.
  void open_only();

  /// Writes what is queued and closes everything.
  void close();

  /// Appends a batch of account 7 and waits until it is committed.
  void commit(std::vector<domain::journal_entry> entries);

  void append(std::uint64_t number, std::vector<domain::journal_entry> entries);

  void write_intent(std::uint64_t number, std::vector<domain::intent_entry> entries);

  /// What a new process would find about account 7. The store must be closed.
  [[nodiscard]] domain::restored_account reopened();

  /// Locks of account 7 as a new process would find them, by rule. The store must be closed.
  [[nodiscard]] std::vector<domain::lock> stored_locks();

  /// Asks the database for one number through a connection of its own.
  [[nodiscard]] std::int64_t ask(const std::string& sql) const;

  [[nodiscard]] std::filesystem::path file(const char* name) const {
    return options.directory / name;
  }

  const domain::account_id account{7};
  temporary_directory directory;
  standing_clock clock;
  sqlite::store_options options;
  report_recorder reports;
  sqlite::store_opening what;
  std::unique_ptr<sqlite::store> journal;

private:
  std::uint64_t next_number_ = 1'000'000;
};

} // namespace riskd::test
