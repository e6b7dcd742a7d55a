#include "adapters/service/service_reporter.hpp"

#include <algorithm>
#include <utility>

namespace riskd::service {

namespace {

using namespace std::chrono_literals;
using logging::field;

/// How long a change of the status may stay untold.
constexpr domain::duration look_interval = 500ms;

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const auto& each : parts)
    text += (text.empty() ? "" : ", ") + each;
  return text;
}

} // namespace

service_reporter::service_reporter(notify_socket manager, std::optional<domain::duration> watchdog,
                                   const domain::status_port& status,
                                   const domain::wall_clock& clock, logging::logger log)
  : manager_(std::move(manager)), status_(status), clock_(clock), log_(std::move(log)),
    report_(watchdog, clock.now().monotonic),
    interval_(std::min(look_interval, watchdog.value_or(look_interval * 8) / 8)),
    thread_([this] { report_until_ended(); }) {
}

service_reporter::~service_reporter() {
  end();
}

void service_reporter::stopping(std::string_view because) {
  end();
  if (const auto told = manager_.tell(farewell(because)); !told)
    log_.warn("service.not_told", field("reason", told.error().sentence));
}

void service_reporter::report_until_ended() {
  auto held = std::unique_lock{guard_};
  while (!ended_) {
    look();
    ended_changed_.wait_for(held, interval_, [this] { return ended_; });
  }
}

void service_reporter::look() {
  const auto now = clock_.now();
  const auto due = report_.due(*status_.latest(), now);
  if (!due.newly_silent.empty())
    log_.critical("service.watchdog_withheld", field("silent", joined(due.newly_silent)));
  if (due.lines.empty())
    return;
  if (const auto told = manager_.tell(due.lines); !told)
    log_.warn("service.not_told", field("reason", told.error().sentence));
  else
    report_.delivered(now.monotonic);
}

void service_reporter::end() {
  {
    const std::lock_guard held{guard_};
    ended_ = true;
  }
  ended_changed_.notify_all();
  if (thread_.joinable())
    thread_.join();
}

} // namespace riskd::service
