#define CAF_SUITE service.service_report

#include "adapters/service/service_report.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace service_service_report {

using namespace riskd;
using namespace std::chrono_literals;
using domain::daemon_phase;
using service::service_report;

namespace {

const auto start = *domain::parse_time("2026-03-03T15:00:00Z");

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A daemon whose status board publishes when the test says so.
struct fixture {
  fixture() {
    status.phase = daemon_phase::starting;
    publish();
  }

  [[nodiscard]] domain::clock_reading now() const {
    return {start + uptime + wall_step, uptime};
  }

  void publish() {
    status.taken = now().wall;
  }

  /// What is told at this moment.
  std::string told() {
    const auto due = report.due(status, now());
    if (!due.lines.empty())
      report.delivered(uptime);
    newly_silent = due.newly_silent;
    return due.lines;
  }

  /// Counts the signs given in `length`, with a look every half second.
  int signs_in(domain::duration length, bool board_lives) {
    int count = 0;
    for (auto end = uptime + length; uptime < end;) {
      uptime += 500ms;
      if (board_lives)
        publish();
      count += contains(told(), "WATCHDOG=1\n") ? 1 : 0;
    }
    return count;
  }

  domain::duration uptime{};
  domain::duration wall_step{};
  domain::daemon_status status;
  service_report report{20s, 0s};
  std::vector<std::string> newly_silent;
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(service_report_tests, fixture)

CAF_TEST(the unit has started when the daemon is ready for the first time) {
  // R-G-3.
  CAF_CHECK(!contains(told(), "READY=1"));
  status.phase = daemon_phase::ready;
  CAF_CHECK(contains(told(), "READY=1\n"));
  status.phase = daemon_phase::degraded;
  CAF_CHECK(!contains(told(), "READY=1"));
  status.phase = daemon_phase::ready;
  CAF_CHECK(!contains(told(), "READY=1"));
}

CAF_TEST(what failed to be delivered is due again) {
  status.phase = daemon_phase::ready;
  const auto first = report.due(status, now()).lines;
  CAF_CHECK(contains(first, "READY=1\n"));
  CAF_CHECK(contains(first, "WATCHDOG=1\n"));
  CAF_CHECK_EQUAL(report.due(status, now()).lines, first);
  report.delivered(uptime);
  CAF_CHECK_EQUAL(report.due(status, now()).lines, "");
}

CAF_TEST(the headline is told when it changes) {
  status.phase = daemon_phase::degraded;
  status.reasons = {"user hub is down"};
  CAF_CHECK(contains(told(), "STATUS=DEGRADED: riskd (user hub is down)\n"));
  CAF_CHECK(!contains(told(), "STATUS="));
  status.phase = daemon_phase::ready;
  CAF_CHECK(contains(told(), "STATUS=READY: no accounts, 0 locked\n"));
}

CAF_TEST(a name cannot say anything on its own) {
  status.phase = daemon_phase::degraded;
  status.reasons = {"account A\nREADY=1\nB is DEGRADED"};
  const auto lines = told();
  CAF_CHECK(!contains(lines, "\nREADY=1"));
  CAF_CHECK(contains(lines, "A READY=1 B"));
}

CAF_TEST(a long headline is cut) {
  status.phase = daemon_phase::degraded;
  status.reasons = {std::string(100'000, 'x')};
  CAF_CHECK_LESS(told().size(), 1000u);
}

CAF_TEST(signs are given well within the interval) {
  // R-G-10; the manager ends the process after 20 s without one.
  CAF_CHECK_EQUAL(signs_in(60s, true), 12);
}

CAF_TEST(no sign is given while a part is silent) {
  // R-G-10: within 10 s.
  static_cast<void>(signs_in(30s, true));
  CAF_CHECK_EQUAL(signs_in(10s, false), 2);
  CAF_CHECK(newly_silent.empty());
  CAF_CHECK_EQUAL(signs_in(500ms, false), 0);
  CAF_REQUIRE_EQUAL(newly_silent.size(), 1u);
  CAF_CHECK_EQUAL(newly_silent.front(), "status board");
  CAF_CHECK_EQUAL(signs_in(100s, false), 0);
  CAF_CHECK(newly_silent.empty());
  CAF_CHECK_EQUAL(signs_in(500ms, true), 1);
}

CAF_TEST(a part that never gave a sign is silent as well) {
  status.taken = {};
  CAF_CHECK_GREATER(signs_in(10s, false), 0);
  CAF_CHECK_EQUAL(signs_in(60s, false), 0);
}

CAF_TEST(setting the clock proves nothing either way) {
  static_cast<void>(signs_in(30s, true));
  wall_step = 24h;
  CAF_CHECK_EQUAL(signs_in(9s, false), 2);
  static_cast<void>(signs_in(60s, false));
  wall_step = -24h;
  CAF_CHECK_EQUAL(signs_in(60s, false), 0);
  CAF_CHECK_GREATER(signs_in(60s, true), 10);
}

CAF_TEST(a store that cannot be written takes no sign away) {
  // R-G-10: a slow disk never ends the process that still protects.
  status.storage = {false, "input or output error"};
  CAF_CHECK_EQUAL(signs_in(60s, true), 12);
}

CAF_TEST(without a watchdog nothing is served) {
  report = service_report{std::nullopt, 0s};
  CAF_CHECK_EQUAL(signs_in(60s, true), 0);
}

CAF_TEST(the last words say why) {
  // R-G-9.
  CAF_CHECK_EQUAL(service::farewell("signal"), "STOPPING=1\nSTATUS=STOPPING: signal\n");
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace service_service_report
