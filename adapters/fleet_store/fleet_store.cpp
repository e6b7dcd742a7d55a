#include "adapters/fleet_store/fleet_store.hpp"

#include "adapters/fleet_store/fleet_restore.hpp"
#include "adapters/fleet_store/keeping_queue.hpp"
#include "adapters/fleet_store/open_fleet_database.hpp"
#include "adapters/sqlite/directory_lock.hpp"

#include <utility>

namespace riskd::fleet {

using domain::result;

/// The thread comes last: it ends before what it works with.
class fleet_store::parts {
public:
  parts(const fleet_store_options& options, sqlite::posix_file lock, keeping_thread::parts writing)
    : lock_(std::move(lock)), file_(options.directory / database_name), health_(options.told),
      queue_(options.queue_bytes_max),
      thread_(std::move(writing), queue_, health_, options.clock, options.pace) {
  }

  template <class Row>
  void enqueue(Row what) {
    if (queue_.push(std::move(what)) > 0)
      health_.failed(store_trouble::overflow,
                     "more of the hub's history waits for the disk than may: the oldest is being "
                     "dropped",
                     queue_.dropped());
  }

  sqlite::posix_file lock_;
  std::filesystem::path file_;
  store_health health_;
  keeping_queue queue_;
  keeping_thread thread_;
};

fleet_store::fleet_store(std::unique_ptr<parts> made) : parts_(std::move(made)) {
}

fleet_store::~fleet_store() {
  stop(domain::duration{});
}

void fleet_store::keep(domain::kept_records what) {
  parts_->enqueue(std::move(what));
}

void fleet_store::keep(domain::kept_point what) {
  parts_->enqueue(std::move(what));
}

void fleet_store::keep(domain::fleet_alarm what) {
  parts_->enqueue(std::move(what));
}

void fleet_store::keep(std::shared_ptr<const domain::fleet_daemon> what) {
  parts_->queue_.push(std::move(what));
}

result<domain::kept_fleet> fleet_store::restore() {
  auto database = open_fleet_database_to_read(parts_->file_);
  if (!database)
    return database.error();
  return read_fleet(*database);
}

void fleet_store::stop(domain::duration grace) {
  parts_->thread_.stop(grace);
}

std::uint64_t fleet_store::dropped() const {
  return parts_->queue_.dropped();
}

result<opened_fleet_store> open_fleet_store(const fleet_store_options& options) {
  if (auto made = sqlite::make_private_directory(options.directory); !made)
    return made.error();
  auto lock = sqlite::lock_directory(options.directory);
  if (!lock)
    return lock.error();
  auto opened = open_fleet_database({options.directory / database_name, options.busy_timeout,
                                     options.vfs, options.clock.now().wall});
  if (!opened)
    return opened.error();
  auto writer = fleet_writer::prepare(opened->database);
  if (!writer)
    return writer.error();
  auto retention = fleet_retention::prepare(opened->database, options.retention);
  if (!retention)
    return retention.error();
  opened_fleet_store out;
  out.journal.reset(new fleet_store{std::make_unique<fleet_store::parts>(
    options, std::move(*lock),
    keeping_thread::parts{std::move(opened->database), std::move(*writer),
                          std::move(*retention)})});
  out.what = {std::move(opened->damage), std::move(opened->moved_aside)};
  return out;
}

} // namespace riskd::fleet
