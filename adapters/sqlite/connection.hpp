#pragma once

#include "adapters/sqlite/statement.hpp"
#include "domain/result.hpp"

#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace riskd::sqlite {

struct connection_options {
  std::filesystem::path file;
  /// Creates the file, closed to everybody but its owner, if it is absent.
  bool create = false;
  /// How long to wait for a lock that another process holds.
  std::chrono::milliseconds busy_timeout{1000};
  /// SQLite's name of the file system layer; empty for its default.
  std::string vfs{};
  /// Keeps the index of the write-ahead log in memory and other processes out. Needs no file beside
  /// the log, so it works on a full disk.
  bool exclusive = false;
};

/// A statement to prepare and the member that keeps it.
struct prepared_statement {
  statement* place = nullptr;
  std::string_view sql;
};

/// One connection to a database with a write-ahead log, synced at every commit, foreign keys on.
/// For use by one thread at a time. Failures are `malformed_input` if the file is damaged or is no
/// database, else `storage_failed`.
class connection {
public:
  [[nodiscard]] static domain::result<connection> open(const connection_options& options);

  /// Opens a database that others may be writing, or that nobody does, and never changes it.
  /// @param busy_timeout How long to wait for a lock that another process holds.
  [[nodiscard]] static domain::result<connection>
  open_to_read(const std::filesystem::path& file,
               std::chrono::milliseconds busy_timeout = std::chrono::milliseconds{1000});

  /// Opens a database that exists and leaves all its settings as they are.
  [[nodiscard]] static domain::result<connection> open_plain(const std::filesystem::path& file);

  /// Runs one or more statements without parameters.
  [[nodiscard]] domain::result<void> execute(const std::string& sql);

  /// Fails with `malformed_input` also if the schema lacks what the statement is about.
  [[nodiscard]] domain::result<statement> prepare(std::string_view sql);

  /// Prepares several statements and puts each into its place.
  [[nodiscard]] domain::result<void> prepare_all(std::initializer_list<prepared_statement> all);

  /// Returns the first column of the first row; 0 if there is no row.
  [[nodiscard]] domain::result<std::int64_t> read_integer(std::string_view sql);

  [[nodiscard]] domain::result<void> begin();

  [[nodiscard]] domain::result<void> commit();

  /// Gives up the open transaction, if there is one.
  void roll_back();

  /// True if the file was renamed or removed: what is written now would be lost.
  [[nodiscard]] bool has_moved() const;

  /// Moves committed pages from the log to the database as far as no reader is in the way.
  [[nodiscard]] domain::result<void> checkpoint();

  /// Lets long statements fail as soon as `is_over` returns true; asked every few thousand steps of
  /// SQLite's machine.
  /// @pre `is_over` outlives the connection
  void give_up_when(const std::function<bool()>& is_over);

  [[nodiscard]] sqlite3* handle() const {
    return opened_.get();
  }

private:
  struct closer {
    void operator()(sqlite3* x) const {
      sqlite3_close_v2(x);
    }
  };

  explicit connection(sqlite3* opened) : opened_(opened) {
  }

  [[nodiscard]] static domain::result<connection>
  open_read_only(const std::string& uri, std::chrono::milliseconds busy_timeout);

  [[nodiscard]] domain::result<void> configure(const connection_options& options);

  std::unique_ptr<sqlite3, closer> opened_;
};

} // namespace riskd::sqlite
