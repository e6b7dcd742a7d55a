#include "adapters/sqlite/open_database.hpp"

#include "adapters/sqlite/posix_file.hpp"
#include "adapters/sqlite/quarantine.hpp"
#include "adapters/sqlite/restore.hpp"
#include "adapters/sqlite/schema.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <system_error>
#include <utility>
#include <variant>

namespace riskd::sqlite {

const char* to_string(store_condition x) {
  switch (x) {
    case store_condition::first_start:
      return "first_start";
    case store_condition::opened:
      return "opened";
    case store_condition::missing:
      return "missing";
    case store_condition::damaged:
      return "damaged";
  }
  return "unlisted";
}

using domain::failure;
using domain::failure_code;
using domain::result;

namespace {

/// Never changed: no migration may rebuild the file with another page size.
constexpr std::uint64_t page_bytes = 4096;

bool is_taken(const std::filesystem::path& file) {
  std::error_code ignored;
  return std::filesystem::exists(std::filesystem::symlink_status(file, ignored));
}

failure damage(const std::filesystem::path& file, const std::string& what) {
  return {failure_code::malformed_input, file.string() + ": " + what};
}

result<connection> connect(const database_options& options, bool exclusive) {
  auto opened
    = connection::open({options.file, false, options.busy_timeout, options.vfs, exclusive});
  if (!opened)
    return opened;
  // Opening touches nothing; the first reading does.
  if (const auto touched = opened->read_integer("SELECT count(*) FROM sqlite_schema"); !touched)
    return touched.error();
  return opened;
}

/// Looks at the numbers of the file's header (https://sqlite.org/fileformat.html) that SQLite takes
/// for those of a later version of itself: with them it reads nothing, or writes nothing.
result<void> examine_header(const database_options& options, const posix_file& file) {
  constexpr std::size_t header_bytes = 100;
  const auto header = file.read(0, header_bytes);
  if (!header)
    return header.error();
  if (header->size() < header_bytes)
    return {};
  const auto byte = [&](std::size_t at) {
    return static_cast<unsigned char>((*header)[at]);
  };
  const bool has_file_versions = byte(18) <= 2 && byte(19) <= 2;
  const bool has_schema_format = byte(44) == 0 && byte(45) == 0 && byte(46) == 0 && byte(47) <= 4;
  if (!has_file_versions || !has_schema_format)
    return damage(options.file, "the header of the file is damaged");
  return {};
}

/// Looks for what SQLite would repair by itself, taking the traces with it: an empty file becomes
/// an empty database, and a last page that is cut off is filled with zeros. The latter is harmless
/// while the log still has that page.
result<void> examine_file(const database_options& options) {
  const auto file = posix_file::open(options.file, file_use::append);
  if (!file)
    return file.error();
  const auto size = file->size();
  if (!size)
    return size.error();
  if (*size == 0 && options.is_expected)
    return damage(options.file, "the file is empty");
  std::error_code error;
  const auto log_size = std::filesystem::file_size(options.file.string() + "-wal", error);
  const bool has_log = !error && log_size > 0;
  if (!has_log && *size % page_bytes != 0)
    return damage(options.file, "the file is cut off");
  return examine_header(options, *file);
}

/// Connects to a database that exists, without creating files where there is no room for them.
result<connection> connect(const database_options& options) {
  if (!std::filesystem::is_regular_file(options.file))
    return damage(options.file, "this is no file");
  if (::access(options.file.c_str(), R_OK | W_OK) != 0 && errno == EACCES)
    return damage(options.file, "this file is closed to the daemon's user");
  if (const auto examined = examine_file(options); !examined)
    return examined.error();
  auto opened = connect(options, false);
  if (opened || opened.error().code != failure_code::storage_failed)
    return opened;
  auto alone = connect(options, true);
  return alone ? std::move(alone) : std::move(opened);
}

/// Reads the numbers that the store keeps about itself.
result<std::int64_t> read_meta(connection& database, const char* name) {
  auto query = database.prepare("SELECT value FROM meta WHERE name = :name");
  if (!query)
    return query.error();
  return query->read_integer(name);
}

/// Applies the intents that the database does not have to what it has, for reading only.
result<void> apply_pending(opened_database& opened) {
  for (const auto& record : opened.pending)
    for (const auto& entry : record.ticket.entries) {
      const auto as_journal
        = std::visit([](const auto& x) { return domain::journal_entry{x}; }, entry);
      if (auto written = opened.entries.write(record.ticket.account, as_journal); !written)
        return written;
    }
  return {};
}

result<void> read_content(opened_database& opened) {
  if (auto applied = apply_pending(opened); !applied)
    return applied;
  auto accounts = read_accounts(opened.database);
  if (!accounts)
    return accounts.error();
  const auto last = opened.database.read_integer("SELECT max(breach) FROM breaches");
  if (!last)
    return last.error();
  opened.accounts = std::move(*accounts);
  opened.last_breach = domain::breach_id{*last};
  return {};
}

/// Prepares everything that needs a current schema.
result<opened_database> take_up(connection database, const std::vector<intent_record>& found) {
  const auto run = read_meta(database, "run");
  if (!run)
    return run.error();
  const auto covered = read_meta(database, "intents_covered");
  if (!covered)
    return covered.error();
  auto entries = entry_writer::prepare(database, *run + 1);
  if (!entries)
    return entries.error();
  opened_database opened{std::move(database), std::move(*entries), *run + 1,
                         static_cast<std::uint64_t>(*covered)};
  std::copy_if(found.begin(), found.end(), std::back_inserter(opened.pending),
               [&](const intent_record& each) { return each.sequence > opened.intents_covered; });
  // The union is made inside a transaction that is given up again: it is the writer that stores it.
  if (auto begun = opened.database.begin(); !begun)
    return begun.error();
  opened.entries.begin();
  auto read = read_content(opened);
  opened.entries.begin();
  opened.database.roll_back();
  if (!read)
    return read.error();
  return opened;
}

result<opened_database> open_existing(const database_options& options,
                                      const std::vector<intent_record>& found) {
  auto database = connect(options);
  if (!database)
    return database.error();
  const auto state = examine_schema(*database, embedded_migrations());
  if (!state)
    return failure{state.error().code, options.file.string() + ": " + state.error().sentence};
  if (*state == schema_state::empty && options.is_expected)
    return damage(options.file, "the database is empty");
  if (const auto checked = check_integrity(*database); !checked)
    return failure{checked.error().code, options.file.string() + ": " + checked.error().sentence};
  if (const auto checked = check_tables(*database, embedded_migrations()); !checked)
    return failure{checked.error().code, options.file.string() + ": " + checked.error().sentence};
  if (const auto migrated = migrate(*database, embedded_migrations()); !migrated)
    return migrated.error();
  return take_up(std::move(*database), found);
}

/// Moves what is left of a database aside; its log must not be applied to a new one.
result<std::vector<std::filesystem::path>> move_all_aside(const database_options& options) {
  std::vector<std::filesystem::path> moved;
  for (const char* suffix : {"", "-wal", "-shm"}) {
    const std::filesystem::path file = options.file.string() + suffix;
    if (!is_taken(file))
      continue;
    auto target = move_aside(file, options.now);
    if (!target)
      return target.error();
    moved.push_back(std::move(*target));
  }
  return moved;
}

result<opened_database> create(const database_options& options,
                               const std::vector<intent_record>& found) {
  auto database = connection::open({options.file, true, options.busy_timeout, options.vfs});
  if (!database)
    return database.error();
  if (const auto migrated = migrate(*database, embedded_migrations()); !migrated)
    return migrated.error();
  if (auto synced = sync_directory(options.file.parent_path()); !synced)
    return synced.error();
  return take_up(std::move(*database), found);
}

} // namespace

result<opened_database> open_database(const database_options& options,
                                      std::vector<intent_record> found) {
  auto condition = options.is_expected ? store_condition::missing : store_condition::first_start;
  std::string reason;
  if (is_taken(options.file)) {
    auto opened = open_existing(options, found);
    if (opened)
      opened->condition = store_condition::opened;
    if (opened || opened.error().code != failure_code::malformed_input)
      return opened;
    condition = store_condition::damaged;
    reason = opened.error().sentence;
  } else if (options.is_expected) {
    reason = options.file.string() + " is missing";
  }
  auto moved = move_all_aside(options);
  if (!moved)
    return moved.error();
  auto created = create(options, found);
  if (!created)
    return created;
  created->condition = condition;
  created->reason = std::move(reason);
  created->moved_aside = std::move(*moved);
  return created;
}

} // namespace riskd::sqlite
