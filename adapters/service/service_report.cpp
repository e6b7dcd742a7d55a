#include "adapters/service/service_report.hpp"

#include "adapters/control_api/readiness.hpp"

#include <utility>

namespace riskd::service {

namespace {

/// Enough for a line of `systemctl status`, and far below what a datagram holds.
constexpr std::size_t headline_max = 500;

/// Names come from outside: none of them may begin a line of its own.
std::string one_line(std::string text) {
  if (text.size() > headline_max)
    text.resize(headline_max);
  for (auto& c : text)
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f')
      c = ' ';
  return text;
}

} // namespace

service_report::service_report(std::optional<domain::duration> watchdog, domain::duration now)
  : watchdog_(watchdog), signs_(now) {
}

due_report service_report::due(const domain::daemon_status& latest,
                               const domain::clock_reading& now) {
  signs_.observe(latest, now.monotonic);
  auto silent = signs_.silent_parts(now.monotonic);
  due_report report;
  if (silent_.empty())
    report.newly_silent = silent;
  silent_ = std::move(silent);

  pending_.ready = told_ready_ || latest.phase == domain::daemon_phase::ready;
  pending_.alive = silent_.empty() && wants_sign(now.monotonic);
  const auto judged = control_api::readiness_of(
    latest, now.wall, std::chrono::duration_cast<std::chrono::seconds>(silence_max));
  pending_.headline = one_line(judged.headline);
  if (pending_.ready && !told_ready_)
    report.lines += "READY=1\n";
  if (pending_.headline != told_headline_)
    report.lines += "STATUS=" + pending_.headline + '\n';
  if (pending_.alive)
    report.lines += "WATCHDOG=1\n";
  return report;
}

void service_report::delivered(domain::duration now) {
  told_ready_ = pending_.ready;
  told_headline_ = pending_.headline;
  if (pending_.alive)
    last_sign_ = now;
}

/// At half of the interval at the latest (sd_watchdog_enabled(3)): a look that comes late must not
/// end the daemon.
bool service_report::wants_sign(domain::duration now) const {
  return watchdog_ && (!last_sign_ || now - *last_sign_ >= *watchdog_ / 4);
}

std::string farewell(std::string_view because) {
  return "STOPPING=1\nSTATUS=STOPPING: " + one_line(std::string{because}) + '\n';
}

} // namespace riskd::service
