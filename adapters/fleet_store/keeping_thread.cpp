#include "adapters/fleet_store/keeping_thread.hpp"

#include <pthread.h>

#include <utility>

namespace riskd::fleet {

using domain::failure;
using domain::failure_code;
using domain::result;

keeping_thread::keeping_thread(parts with, keeping_queue& queue, store_health& health,
                               const domain::wall_clock& clock, const keeping_pace& pace)
  : parts_(std::move(with)), queue_(queue), health_(health), clock_(clock), pace_(pace),
    thread_([this] { run(); }) {
  ::pthread_setname_np(thread_.native_handle(), "fleet-store");
}

keeping_thread::~keeping_thread() {
  stop(domain::duration{});
}

void keeping_thread::stop(domain::duration grace) {
  if (!thread_.joinable())
    return;
  queue_.stop();
  {
    std::unique_lock lock{mutex_};
    ended_.wait_for(lock, grace, [this] { return has_ended_; });
  }
  queue_.abandon();
  thread_.join();
}

void keeping_thread::run() {
  for (;;) {
    const auto batch = queue_.take(pace_.rows_max, pace_.commit_interval, idle_time());
    if (batch.rows() > 0)
      store(batch);
    if (queue_.is_abandoned() || (batch.rows() == 0 && queue_.is_stopped()))
      break;
    // When more waits than one transaction takes, the time is not quiet.
    if (batch.rows() < pace_.rows_max)
      tidy_up();
  }
  if (queue_.is_abandoned())
    queue_.give_up(0);
  const std::scoped_lock guard{mutex_};
  has_ended_ = true;
  ended_.notify_all();
}

void keeping_thread::store(const fleet_batch& batch) {
  for (;;) {
    const auto stored = try_store(batch);
    if (stored)
      break;
    parts_.database.roll_back();
    health_.failed(store_trouble::writing, stored.error().sentence, queue_.dropped());
    if (!queue_.pause(pace_.retry_interval)) {
      queue_.give_up(batch.rows());
      return;
    }
  }
  health_.worked(store_trouble::writing, queue_.dropped());
  if (queue_.is_calm())
    health_.worked(store_trouble::overflow, queue_.dropped());
}

result<void> keeping_thread::try_store(const fleet_batch& batch) {
  if (parts_.database.has_moved())
    return failure{failure_code::storage_failed,
                   "the hub's history was renamed or removed while it was in use"};
  if (auto begun = parts_.database.begin(); !begun)
    return begun;
  if (auto written = parts_.writer.write(batch); !written)
    return written;
  return parts_.database.commit();
}

void keeping_thread::tidy_up() {
  const auto now = clock_.now();
  if (!is_passing_ && now.monotonic - pass_ended_ < pace_.retention_interval)
    return;
  const auto more = parts_.retention.step(parts_.database, now.wall);
  is_retention_failing_ = more.has_error();
  is_passing_ = !more || *more;
  if (!more) {
    health_.failed(store_trouble::retention, more.error().sentence, queue_.dropped());
    return;
  }
  health_.worked(store_trouble::retention, queue_.dropped());
  if (!is_passing_)
    pass_ended_ = now.monotonic;
}

domain::duration keeping_thread::idle_time() const {
  if (is_retention_failing_)
    return pace_.retry_interval;
  return is_passing_ ? pace_.quiet_time : pace_.retention_interval;
}

} // namespace riskd::fleet
