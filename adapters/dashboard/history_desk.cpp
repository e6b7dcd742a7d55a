#include "adapters/dashboard/history_desk.hpp"

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include <exception>
#include <memory>
#include <utility>

namespace riskd::dashboard {

namespace {

/// The page that is live already comes first.
constexpr int low_priority = 10;

reply too_slow() {
  return refuse(503, "not_ready", "the history could not be read in time; ask again");
}

} // namespace

history_desk::history_desk(const domain::wall_clock& clock, executor post,
                           const desk_options& options)
  : clock_(clock), post_(std::move(post)), options_(options), thread_([this] { run(); }) {
}

history_desk::~history_desk() {
  {
    const std::scoped_lock guard{mutex_};
    is_stopped_ = true;
    changed_.notify_all();
  }
  thread_.join();
}

void history_desk::ask(work how, on_reply told) {
  {
    const std::scoped_lock guard{mutex_};
    if (!is_stopped_ && waiting_.size() < options_.waiting_max) {
      waiting_.push_back(
        {std::move(how), std::move(told), clock_.now().monotonic + options_.patience});
      changed_.notify_all();
      return;
    }
  }
  tell(std::move(told),
       refuse(503, "not_ready", "too many questions are being answered; ask again"));
}

void history_desk::run() {
  ::pthread_setname_np(::pthread_self(), "hub-history");
  // On Linux this is the priority of the thread. Without it the desk is only less polite.
  static_cast<void>(::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), low_priority));
  for (;;) {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [this] { return is_stopped_ || !waiting_.empty(); });
    if (is_stopped_)
      return;
    auto asked = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    auto found = is_over(asked.end) ? too_slow() : work_out(asked);
    tell(std::move(asked.told), std::move(found));
  }
}

bool history_desk::is_over(domain::duration end) {
  const std::scoped_lock guard{mutex_};
  return is_stopped_ || clock_.now().monotonic >= end;
}

/// Work that fails must not end the thread: this is the boundary where its exceptions end.
reply history_desk::work_out(const question& asked) {
  const auto has_ended = [this, end = asked.end] {
    return is_over(end);
  };
  try {
    auto found = asked.how(has_ended);
    return found.status == 500 && has_ended() ? too_slow() : found;
  } catch (const std::exception& thrown) {
    return refuse(500, "internal_error",
                  std::string{"the answer could not be made: "} + thrown.what());
  }
}

void history_desk::tell(on_reply told, reply found) {
  // A function must be copyable.
  const auto shared = std::make_shared<reply>(std::move(found));
  post_([told = std::move(told), shared] { told(std::move(*shared)); });
}

} // namespace riskd::dashboard
