#pragma once

#include "adapters/fleet_store/fleet_retention.hpp"
#include "adapters/fleet_store/fleet_writer.hpp"
#include "adapters/fleet_store/keeping_queue.hpp"
#include "adapters/fleet_store/store_health.hpp"
#include "adapters/sqlite/connection.hpp"
#include "domain/ports/wall_clock.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <thread>

namespace riskd::fleet {

/// How the writing thread paces itself.
struct keeping_pace {
  /// Rows are written once so many wait ...
  std::size_t rows_max = 500;
  /// ... or once the first of them has waited so long.
  domain::duration commit_interval = std::chrono::seconds{1};
  /// Time between attempts while nothing can be written.
  domain::duration retry_interval = std::chrono::seconds{1};
  /// How long nothing must come before what is too old is deleted, step by step.
  domain::duration quiet_time = std::chrono::milliseconds{200};
  /// From the end of one pass of deleting to the beginning of the next.
  domain::duration retention_interval = std::chrono::hours{1};
};

/// The one thread that writes a hub's database. While that fails it keeps what it took and goes on
/// trying.
class keeping_thread {
public:
  /// What it works with.
  struct parts {
    sqlite::connection database;
    fleet_writer writer;
    fleet_retention retention;
  };

  /// Starts the thread. All that is passed by reference outlives it.
  keeping_thread(parts with, keeping_queue& queue, store_health& health,
                 const domain::wall_clock& clock, const keeping_pace& pace);

  keeping_thread(const keeping_thread&) = delete;
  keeping_thread& operator=(const keeping_thread&) = delete;

  ~keeping_thread();

  /// Writes what waits, for at most `grace`, and ends the thread. A call of the operating system
  /// that blocks is waited for.
  void stop(domain::duration grace);

private:
  void run();

  /// Tries until it succeeds or the queue is abandoned.
  void store(const fleet_batch& batch);

  [[nodiscard]] domain::result<void> try_store(const fleet_batch& batch);

  /// Deletes a little of what is too old, if it is time for that.
  void tidy_up();

  /// How long the queue may stay empty before there is something else to do.
  [[nodiscard]] domain::duration idle_time() const;

  parts parts_;
  keeping_queue& queue_;
  store_health& health_;
  const domain::wall_clock& clock_;
  const keeping_pace pace_;

  /// The latest pass of deleting has not come to its end.
  bool is_passing_ = true;
  /// The latest step of deleting failed.
  bool is_retention_failing_ = false;
  /// When it did, by the monotonic clock.
  domain::duration pass_ended_{};

  std::mutex mutex_;
  std::condition_variable ended_;
  bool has_ended_ = false;
  std::thread thread_;
};

} // namespace riskd::fleet
