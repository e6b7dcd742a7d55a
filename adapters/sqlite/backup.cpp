#include "adapters/sqlite/backup.hpp"

#include "adapters/sqlite/connection.hpp"
#include "adapters/sqlite/posix_file.hpp"
#include "adapters/sqlite/schema.hpp"

#include <sqlite3.h>

#include <array>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

namespace riskd::sqlite {

using domain::failure;
using domain::failure_code;
using domain::result;
using std::filesystem::path;

namespace {

using watcher = std::function<bool(const backup_progress&)>;

/// So much stays free on the disk, since the journal may be on the same one.
constexpr std::uint64_t reserve_bytes = std::uint64_t{64} << 20;

/// What was written is brought to the disk in pieces: one large sync would hold up the journal's.
constexpr int steps_per_sync = 16;

constexpr std::array<const char*, 4> suffixes{"", "-journal", "-wal", "-shm"};

void discard_copy(const path& file) {
  for (const char* suffix : suffixes) {
    std::error_code ignored; // What is left over is replaced by the next backup of this name.
    std::filesystem::remove(file.string() + suffix, ignored);
  }
}

failure given_up() {
  return {failure_code::refused, "the backup was given up"};
}

result<void> require_room(const backup_options& options) {
  std::error_code error;
  auto needed = std::filesystem::file_size(options.source, error);
  if (error)
    return storage_failure("examine", options.source, error.value());
  // The log may hold pages that the database does not have yet.
  if (const auto log = std::filesystem::file_size(options.source.string() + "-wal", error); !error)
    needed += log;
  const auto folder = options.target.parent_path();
  const auto room = std::filesystem::space(folder, error);
  if (error)
    return storage_failure("examine", folder, error.value());
  if (room.available < needed + reserve_bytes)
    return failure{failure_code::refused, "not enough room in " + folder.string() + ": "
                                            + std::to_string(needed) + " bytes are needed and "
                                            + std::to_string(reserve_bytes) + " have to stay free, "
                                            + std::to_string(room.available) + " are"};
  return {};
}

/// Opens the copy for writing, without the care for crashes that a finished database needs.
result<connection> open_part(const path& file, const char* settings) {
  auto opened = connection::open_plain(file);
  if (!opened)
    return opened;
  if (auto done = opened->execute(settings); !done)
    return done.error();
  return opened;
}

struct backup_closer {
  void operator()(sqlite3_backup* x) const {
    sqlite3_backup_finish(x);
  }
};

result<void> copy_pages(connection& from, connection& to, posix_file& file,
                        const backup_options& options, const watcher& go_on) {
  const std::unique_ptr<sqlite3_backup, backup_closer> copying{
    sqlite3_backup_init(to.handle(), "main", from.handle(), "main")};
  if (!copying)
    return database_failure(to.handle(), "write", sqlite3_extended_errcode(to.handle()));
  for (int step = 1;; ++step) {
    const int code = sqlite3_backup_step(copying.get(), options.pages_at_once);
    if (code == SQLITE_DONE)
      return {};
    if (code != SQLITE_OK)
      return database_failure(to.handle(), "write", code, options.target.native());
    if (step % steps_per_sync == 0)
      if (auto synced = file.sync(); !synced)
        return synced;
    const auto total = sqlite3_backup_pagecount(copying.get());
    if (!go_on({total - sqlite3_backup_remaining(copying.get()), total}))
      return given_up();
  }
}

result<void> copy_database(const backup_options& options, const path& part, const watcher& go_on) {
  auto from = connection::open_to_read(options.source);
  if (!from)
    return from.error();
  // One moment is copied: without a transaction every commit would make it begin anew.
  if (auto begun = from->execute("BEGIN; SELECT count(*) FROM sqlite_schema"); !begun)
    return begun;
  auto file = posix_file::open(part, file_use::write);
  if (!file)
    return file.error();
  {
    auto to
      = open_part(part, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=256;");
    if (!to)
      return to.error();
    if (auto copied = copy_pages(*from, *to, *file, options, go_on); !copied)
      return copied;
  }
  // The copy needs no files beside it, neither now nor when somebody reads it.
  const auto alone = open_part(part, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=DELETE;");
  if (!alone)
    return alone.error();
  return file->sync();
}

result<std::int64_t> check_copy(const path& part, const watcher& go_on) {
  auto opened = connection::open_to_read(part);
  if (!opened)
    return opened.error();
  const std::function<bool()> is_over = [&] {
    return !go_on({1, 1});
  };
  opened->give_up_when(is_over);
  const auto state = examine_schema(*opened, embedded_migrations());
  if (!state)
    return state.error();
  if (*state == schema_state::empty)
    return failure{failure_code::malformed_input, "the database is empty"};
  if (const auto checked = check_integrity(*opened); !checked)
    return is_over() ? given_up() : checked.error();
  return opened->read_integer("PRAGMA user_version");
}

result<finished_backup> make_copy(const backup_options& options, const path& part,
                                  const watcher& go_on) {
  if (auto copied = copy_database(options, part, go_on); !copied)
    return copied.error();
  const auto version = check_copy(part, go_on);
  if (!version)
    return version.error();
  std::error_code error;
  const auto bytes = std::filesystem::file_size(part, error);
  if (error)
    return storage_failure("examine", part, error.value());
  if (auto renamed = rename_to_new(part, options.target); !renamed)
    return renamed.error();
  return finished_backup{bytes, *version};
}

} // namespace

result<finished_backup> back_up(const backup_options& options, const watcher& go_on) {
  std::error_code error;
  if (std::filesystem::exists(std::filesystem::symlink_status(options.target, error)))
    return failure{failure_code::refused, options.target.string() + " exists already"};
  if (auto enough = require_room(options); !enough)
    return enough.error();
  const path part = options.target.string() + ".part";
  discard_copy(part);
  auto made = make_copy(options, part, go_on);
  if (!made)
    discard_copy(part);
  return made;
}

} // namespace riskd::sqlite
