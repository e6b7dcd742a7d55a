#include "adapters/fleet_store/open_fleet_database.hpp"

#include "adapters/fleet_store/fleet_migrations.hpp"
#include "adapters/sqlite/posix_file.hpp"
#include "adapters/sqlite/quarantine.hpp"

#include <system_error>
#include <utility>

namespace riskd::fleet {

using domain::failure;
using domain::failure_code;
using domain::result;
using sqlite::connection;

namespace {

bool is_in_the_way(const std::filesystem::path& file) {
  std::error_code ignored;
  return std::filesystem::exists(std::filesystem::symlink_status(file, ignored));
}

failure about(const std::filesystem::path& file, const failure& what) {
  return {what.code, file.string() + ": " + what.sentence};
}

/// Opens for writing; a file that is absent is created, and closed to others in any case.
result<connection> connect(const fleet_database_options& options) {
  auto opened = connection::open({options.file, true, options.busy_timeout, options.vfs});
  if (!opened)
    return opened;
  // Commits are not synced one by one. A loss of power may take the last seconds, as many as the
  // system leaves written pages in memory, but damages nothing: the log is synced before it is
  // moved into the database. This is the history behind a display. Records and stories are still
  // with their daemons, whose agents send again what the hub does not have; a chart that lacks its
  // last seconds misleads nobody, and a sync every second would wear out the cards that small hubs
  // run on.
  if (auto set = opened->execute("PRAGMA synchronous=NORMAL"); !set)
    return set.error();
  return opened;
}

/// Reads the version through a connection that cannot write: what is newer stays untouched.
result<void> examine(const std::filesystem::path& file) {
  if (!std::filesystem::is_regular_file(file))
    return failure{failure_code::malformed_input, file.string() + ": this is no file"};
  auto opened = connection::open_to_read(file);
  if (!opened)
    return opened.error();
  const auto state = sqlite::examine_schema(*opened, fleet_migrations());
  if (!state)
    return about(file, state.error());
  return {};
}

result<connection> open_existing(const fleet_database_options& options) {
  if (const auto examined = examine(options.file); !examined)
    return examined.error();
  auto opened = connect(options);
  if (!opened)
    return opened;
  if (const auto checked = sqlite::check_integrity(*opened); !checked)
    return about(options.file, checked.error());
  if (const auto checked = sqlite::check_tables(*opened, fleet_migrations()); !checked)
    return about(options.file, checked.error());
  if (const auto migrated = sqlite::migrate(*opened, fleet_migrations()); !migrated)
    return migrated.error();
  return opened;
}

result<connection> create(const fleet_database_options& options) {
  auto opened = connect(options);
  if (!opened)
    return opened;
  if (const auto migrated = sqlite::migrate(*opened, fleet_migrations()); !migrated)
    return migrated.error();
  if (const auto synced = sqlite::sync_directory(options.file.parent_path()); !synced)
    return synced.error();
  return opened;
}

/// Moves what is left of a database aside; its log must not be applied to a new one.
result<std::vector<std::filesystem::path>> move_aside(const fleet_database_options& options) {
  std::vector<std::filesystem::path> moved;
  for (const char* suffix : {"", "-wal", "-shm"}) {
    const std::filesystem::path file = options.file.string() + suffix;
    if (!is_in_the_way(file))
      continue;
    auto target = sqlite::move_aside(file, options.now);
    if (!target)
      return target.error();
    moved.push_back(std::move(*target));
  }
  return moved;
}

} // namespace

result<opened_fleet_database> open_fleet_database(const fleet_database_options& options) {
  std::string damage;
  if (is_in_the_way(options.file)) {
    auto opened = open_existing(options);
    if (opened)
      return opened_fleet_database{std::move(*opened)};
    if (opened.error().code != failure_code::malformed_input)
      return opened.error();
    damage = opened.error().sentence;
  }
  auto moved = move_aside(options);
  if (!moved)
    return moved.error();
  auto created = create(options);
  if (!created)
    return created.error();
  return opened_fleet_database{std::move(*created), std::move(damage), std::move(*moved)};
}

result<connection> open_fleet_database_to_read(const std::filesystem::path& file) {
  auto opened = connection::open_to_read(file);
  if (!opened)
    return opened;
  const auto state = sqlite::examine_schema(*opened, fleet_migrations());
  if (!state)
    return about(file, state.error());
  if (*state == sqlite::schema_state::empty)
    return failure{failure_code::malformed_input, file.string() + ": the database is empty"};
  return opened;
}

} // namespace riskd::fleet
