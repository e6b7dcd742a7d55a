#include "adapters/sqlite/connection.hpp"

#include "adapters/sqlite/posix_file.hpp"

#include <cctype>
#include <system_error>
#include <utility>

namespace riskd::sqlite {

using domain::failure_code;
using domain::result;

namespace {

// Where the writer is never idle, the log is moved into the database at this size.
constexpr int checkpoint_pages = 4000;

constexpr std::int64_t log_bytes_kept = std::int64_t{64} << 20;

/// The name of a file as SQLite reads it where it takes names for URIs.
std::string uri_of(const std::filesystem::path& file) {
  constexpr const char* digits = "0123456789abcdef";
  std::string uri = "file:";
  const auto whole = std::filesystem::absolute(file).native();
  for (const char each : whole) {
    const auto byte = static_cast<unsigned char>(each);
    const bool is_plain
      = std::isalnum(byte) != 0 || each == '/' || each == '.' || each == '-' || each == '_';
    if (is_plain)
      uri += each;
    else
      uri = uri + '%' + digits[byte >> 4U] + digits[byte & 15U];
  }
  return uri;
}

} // namespace

result<connection> connection::open(const connection_options& options) {
  // SQLite would create the file readable for all.
  if (options.create)
    if (const auto created = posix_file::open(options.file, file_use::write); !created)
      return created.error();
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const int code = sqlite3_open_v2(options.file.c_str(), &handle, flags,
                                   options.vfs.empty() ? nullptr : options.vfs.c_str());
  auto opened = connection{handle};
  if (code != SQLITE_OK)
    return database_failure(handle, "open", code, options.file.native());
  if (auto configured = opened.configure(options); !configured)
    return configured.error();
  return opened;
}

result<connection> connection::open_to_read(const std::filesystem::path& file,
                                            std::chrono::milliseconds busy_timeout) {
  auto opened = open_read_only(uri_of(file), busy_timeout);
  if (opened || opened.error().code != failure_code::storage_failed)
    return opened;
  // Where no file can be made beside it, and there is no log, nobody writes it either.
  std::error_code error;
  const bool has_log = std::filesystem::exists(file.native() + "-wal", error) || error;
  return has_log ? std::move(opened) : open_read_only(uri_of(file) + "?immutable=1", busy_timeout);
}

result<connection> connection::open_plain(const std::filesystem::path& file) {
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const int code = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
  auto opened = connection{handle};
  if (code != SQLITE_OK)
    return database_failure(handle, "open", code, file.native());
  return opened;
}

result<connection> connection::open_read_only(const std::string& uri,
                                              std::chrono::milliseconds busy_timeout) {
  sqlite3* handle = nullptr;
  const int flags
    = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI;
  const int code = sqlite3_open_v2(uri.c_str(), &handle, flags, nullptr);
  auto opened = connection{handle};
  if (code != SQLITE_OK)
    return database_failure(handle, "open", code, uri);
  sqlite3_busy_timeout(handle, static_cast<int>(busy_timeout.count()));
  // Opening touches nothing; the first reading does.
  if (const auto touched = opened.execute("PRAGMA query_only=ON; PRAGMA trusted_schema=OFF;"
                                          "SELECT count(*) FROM sqlite_schema");
      !touched)
    return touched.error();
  return opened;
}

result<void> connection::configure(const connection_options& options) {
  sqlite3_busy_timeout(opened_.get(), static_cast<int>(options.busy_timeout.count()));
  std::string sql;
  if (options.exclusive)
    sql += "PRAGMA locking_mode=EXCLUSIVE;";
  // The page size counts for new files only.
  sql += "PRAGMA page_size=4096; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
         "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;";
  sql += "PRAGMA wal_autocheckpoint=" + std::to_string(checkpoint_pages) + ";";
  sql += "PRAGMA journal_size_limit=" + std::to_string(log_bytes_kept) + ";";
  return execute(sql);
}

result<void> connection::execute(const std::string& sql) {
  const int code = sqlite3_exec(opened_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK)
    return database_failure(opened_.get(), "use", code);
  return {};
}

result<statement> connection::prepare(std::string_view sql) {
  sqlite3_stmt* prepared = nullptr;
  const int code = sqlite3_prepare_v3(opened_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
  if (code == SQLITE_OK)
    return statement{prepared};
  auto failed = database_failure(opened_.get(), "prepare a statement for", code);
  // Every statement is right for the schema that it was written for: what it names is not there.
  if (code == SQLITE_ERROR)
    failed.code = failure_code::malformed_input;
  return failed;
}

result<void> connection::prepare_all(std::initializer_list<prepared_statement> all) {
  for (const auto& each : all) {
    auto prepared = prepare(each.sql);
    if (!prepared)
      return prepared.error();
    *each.place = std::move(*prepared);
  }
  return {};
}

result<std::int64_t> connection::read_integer(std::string_view sql) {
  auto query = prepare(sql);
  if (!query)
    return query.error();
  return query->read_integer();
}

result<void> connection::begin() {
  return execute("BEGIN IMMEDIATE");
}

result<void> connection::commit() {
  return execute("COMMIT");
}

void connection::roll_back() {
  // SQLite has rolled back already after some failures; otherwise a rollback cannot fail: it only
  // forgets what was not committed.
  if (sqlite3_get_autocommit(opened_.get()) == 0)
    sqlite3_exec(opened_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

bool connection::has_moved() const {
  int moved = 0;
  sqlite3_file_control(opened_.get(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  return moved != 0;
}

void connection::give_up_when(const std::function<bool()>& is_over) {
  constexpr int steps = 4000;
  const auto ask = [](void* asked) {
    return (*static_cast<const std::function<bool()>*>(asked))() ? 1 : 0;
  };
  sqlite3_progress_handler(opened_.get(), steps, ask, const_cast<std::function<bool()>*>(&is_over));
}

result<void> connection::checkpoint() {
  const int code = sqlite3_wal_checkpoint_v2(opened_.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE,
                                             nullptr, nullptr);
  if (code != SQLITE_OK && code != SQLITE_BUSY)
    return database_failure(opened_.get(), "checkpoint", code);
  return {};
}

} // namespace riskd::sqlite
