#include "adapters/control_api/answer_desk.hpp"

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <exception>
#include <utility>

namespace riskd::control_api {

namespace {

using namespace std::chrono_literals;

/// Answers that were not fetched count.
constexpr std::size_t questions_max = 8;

/// How long one question may be worked at.
constexpr auto patience = 20s;

/// After that an answer describes another moment.
constexpr auto freshness = 5s;

constexpr int lowest_priority = 19;

answer not_yet() {
  return {202, {{"schema", 1}, {"state", "reading"}}, ""};
}

} // namespace

answer_desk::answer_desk(const domain::wall_clock& clock)
  : clock_(clock), thread_([this] { run(); }) {
}

answer_desk::~answer_desk() {
  stop();
}

answer answer_desk::ask(const std::string& question, work how) {
  const std::scoped_lock guard{mutex_};
  if (is_stopped_)
    return refuse(503, "not_ready", "the daemon is ending");
  forget_stale();
  if (const auto open = questions_.find(question); open != questions_.end()) {
    if (!open->second.found)
      return not_yet();
    auto found = std::move(*open->second.found);
    questions_.erase(open);
    return found;
  }
  if (questions_.size() >= questions_max)
    return refuse(503, "not_ready", "too many questions are being answered; ask again");
  questions_[question].how = std::move(how);
  waiting_.push_back(question);
  changed_.notify_all();
  return not_yet();
}

void answer_desk::stop() {
  {
    const std::scoped_lock guard{mutex_};
    is_stopped_ = true;
    changed_.notify_all();
  }
  if (thread_.joinable())
    thread_.join();
}

void answer_desk::run() {
  ::pthread_setname_np(::pthread_self(), "answers");
  // On Linux this is the priority of the thread. Without it the desk is only less polite.
  static_cast<void>(::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), lowest_priority));
  std::unique_lock lock{mutex_};
  for (;;) {
    changed_.wait(lock, [this] { return is_stopped_ || !waiting_.empty(); });
    if (is_stopped_)
      return;
    const auto question = std::move(waiting_.front());
    waiting_.pop_front();
    const auto how = std::move(questions_.at(question).how);
    lock.unlock();
    auto found = work_out(how);
    lock.lock();
    auto& open = questions_.at(question);
    open.found = std::move(found);
    open.found_at = clock_.now().monotonic;
  }
}

/// Work that fails must not end the thread, and with it the process that protects: this is the
/// boundary where its exceptions end.
answer answer_desk::work_out(const work& how) {
  const auto end = clock_.now().monotonic + patience;
  const auto is_over = [this, end] {
    const std::scoped_lock guard{mutex_};
    return is_stopped_ || clock_.now().monotonic >= end;
  };
  try {
    return how(is_over);
  } catch (const std::exception& thrown) {
    return refuse(500, "internal_error",
                  std::string{"the answer could not be made: "} + thrown.what());
  }
}

void answer_desk::forget_stale() {
  const auto now = clock_.now().monotonic;
  std::erase_if(questions_, [&](const auto& each) {
    return each.second.found && now - each.second.found_at > freshness;
  });
}

} // namespace riskd::control_api
