#pragma once

#include "adapters/fleet_store/fleet_retention.hpp"
#include "adapters/fleet_store/keeping_thread.hpp"
#include "adapters/fleet_store/store_health.hpp"
#include "domain/ports/fleet_history_port.hpp"
#include "domain/ports/wall_clock.hpp"
#include "domain/result.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace riskd::fleet {

/// The file in the hub's directory that holds its history.
inline constexpr const char* database_name = "fleet.db";

struct fleet_store_options {
  /// Outlives the store.
  const domain::wall_clock& clock;
  /// Holds `fleet.db` and `riskd.lock`. Created if absent, closed to everybody but its owner.
  std::filesystem::path directory;
  /// Told once when writing begins to fail, and once when all works again; on any thread, also
  /// within `keep`, so it must not wait, nor call the store. May be empty.
  store_health::listener told{};
  /// Memory that what waits for the disk may take before the oldest is dropped. A point takes about
  /// a hundred bytes.
  std::size_t queue_bytes_max = std::size_t{64} << 20;
  keeping_pace pace{};
  retention_limits retention{};
  /// How long to wait for a lock that another process holds on the database.
  std::chrono::milliseconds busy_timeout{1000};
  /// SQLite's name of the file system layer; empty for its default.
  std::string vfs{};
};

/// What was found when the store was opened.
struct fleet_store_opening {
  /// What was wrong with the history that was found, for people; a new one was begun then. Empty if
  /// nothing was.
  std::string damage;
  /// Where its files were moved to. Nothing is ever deleted.
  std::vector<std::filesystem::path> moved_aside;
};

struct opened_fleet_store;

/// The memory of a hub: SQLite behind a bounded queue and one writing thread.
///
/// What was kept is on its way to the disk after a second. It survives the death of the process
/// once it is written; a loss of power may take the last seconds. What does not fit into the queue
/// while the disk fails is dropped, the oldest points first; then stories, records and alarms.
class fleet_store final : public domain::fleet_journal_port {
public:
  ~fleet_store() override;

  /// Records that are known stay as they were; a story that comes again replaces the one before.
  void keep(domain::kept_records what) override;

  /// Of two points of one account at the same time the later one counts.
  void keep(domain::kept_point what) override;

  void keep(domain::fleet_alarm what) override;

  /// @pre `what` is not null
  void keep(std::shared_ptr<const domain::fleet_daemon> what) override;

  /// Reads what was written, not what still waits: to be asked before anything is kept. Of the
  /// alarms it tells all that go on and the latest that ended, the newest first. Fails with
  /// `malformed_input` if the history has words that this program does not know.
  [[nodiscard]] domain::result<domain::kept_fleet> restore() override;

  /// Writes what waits, for at most `grace`; without it the destructor drops what waits. Nothing
  /// may be kept afterwards. A call of the operating system that blocks is waited for.
  void stop(domain::duration grace);

  /// Rows dropped since the start, because too many waited or because they could not be written
  /// before the end.
  [[nodiscard]] std::uint64_t dropped() const;

private:
  class parts;

  friend domain::result<opened_fleet_store> open_fleet_store(const fleet_store_options& options);

  explicit fleet_store(std::unique_ptr<parts> made);

  std::unique_ptr<parts> parts_;
};

struct opened_fleet_store {
  std::unique_ptr<fleet_store> journal;
  fleet_store_opening what;
};

/// Opens the store or makes a new one, keeps other hubs out until it is destroyed, and starts its
/// thread. Fails with `refused` if another process uses the directory or if the history was written
/// by a newer program, which leaves it untouched; with `storage_failed` if it can be neither used
/// nor replaced.
[[nodiscard]] domain::result<opened_fleet_store>
open_fleet_store(const fleet_store_options& options);

} // namespace riskd::fleet
