#include "adapters/sqlite/backup_desk.hpp"

#include "adapters/crash_point/crash_point.hpp"

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <exception>
#include <system_error>
#include <utility>

namespace riskd::sqlite {

using domain::failure;
using domain::failure_code;
using domain::result;

namespace {

/// With 64 pages in between at most 50 MB are copied in a second.
constexpr auto pause_length = std::chrono::milliseconds{5};

constexpr int lowest_priority = 19;

} // namespace

const char* to_string(backup_state x) {
  switch (x) {
    case backup_state::none:
      return "none";
    case backup_state::running:
      return "running";
    case backup_state::done:
      return "done";
    case backup_state::failed:
      return "failed";
  }
  return "unlisted";
}

backup_desk::backup_desk(std::filesystem::path database,
                         std::function<void(const backup_report&)> on_end)
  : database_(std::move(database)), on_end_(std::move(on_end)) {
}

backup_desk::~backup_desk() {
  stop();
}

result<void> backup_desk::start(const std::filesystem::path& target) {
  const std::scoped_lock guard{mutex_};
  if (is_stopped_)
    return failure{failure_code::refused, "the daemon is ending"};
  if (report_.state == backup_state::running)
    return failure{failure_code::refused, "a backup is being made: " + report_.file.string()};
  std::error_code error;
  if (std::filesystem::exists(std::filesystem::symlink_status(target, error)))
    return failure{failure_code::refused, target.string() + " exists already"};
  // The one before has ended, but for its last few instructions.
  if (thread_.joinable())
    thread_.join();
  report_ = {backup_state::running, target, {}, {}, {}};
  thread_ = std::thread{[this, target] {
    run(target);
  }};
  return {};
}

backup_report backup_desk::report() const {
  const std::scoped_lock guard{mutex_};
  return report_;
}

void backup_desk::stop() {
  {
    const std::scoped_lock guard{mutex_};
    is_stopped_ = true;
    stops_.notify_all();
  }
  if (thread_.joinable())
    thread_.join();
}

void backup_desk::run(const std::filesystem::path& target) {
  ::pthread_setname_np(::pthread_self(), "backup");
  // On Linux this is the priority of the thread. Without it the backup is only less polite.
  static_cast<void>(::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), lowest_priority));
  const auto made = try_to_back_up(target);
  auto ended = report();
  ended.state = made ? backup_state::done : backup_state::failed;
  if (made)
    ended.made = *made;
  else
    ended.reason = made.error().sentence;
  on_end_(ended);
  const std::scoped_lock guard{mutex_};
  report_ = std::move(ended);
}

/// Nothing that a backup runs into may end the process, which protects just as well without it.
result<finished_backup> backup_desk::try_to_back_up(const std::filesystem::path& target) {
  try {
    adapters::pass(adapters::crash_point::backup_begins);
    return back_up({database_, target},
                   [this](const backup_progress& reached) { return go_on(reached); });
  } catch (const std::exception& thrown) {
    return failure{failure_code::storage_failed, thrown.what()};
  }
}

bool backup_desk::go_on(const backup_progress& reached) {
  std::unique_lock lock{mutex_};
  report_.progress = reached;
  const bool is_copied = reached.done == reached.total;
  return is_copied ? !is_stopped_
                   : !stops_.wait_for(lock, pause_length, [this] { return is_stopped_; });
}

} // namespace riskd::sqlite
