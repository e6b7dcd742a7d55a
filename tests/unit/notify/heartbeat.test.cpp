#define CAF_SUITE notify.heartbeat

#include "domain/heartbeat.hpp"

#include <caf/test/unit_test.hpp>

namespace notify_heartbeat {

using namespace riskd::domain;
using namespace std::chrono_literals;

namespace {

/// A daemon whose status board publishes every two seconds while it lives.
struct fixture {
  fixture() {
    status.phase = daemon_phase::ready;
  }

  /// How often all is told to be well in `length`, with a look every second.
  int beats_in(duration length, bool board_lives = true) {
    int count = 0;
    for (const auto end = uptime + length; uptime < end; uptime += 1s) {
      if (board_lives)
        status.taken += 1s;
      count += beat.is_due(status, uptime) ? 1 : 0;
    }
    return count;
  }

  daemon_status status;
  duration uptime = 100h;
  heartbeat beat;
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(heartbeat_tests, fixture)

CAF_TEST(beats every thirty seconds while the daemon is ready) {
  CAF_CHECK_EQUAL(beats_in(1s), 1);
  CAF_CHECK_EQUAL(beats_in(29s), 0);
  CAF_CHECK_EQUAL(beats_in(1s), 1);
  CAF_CHECK_EQUAL(beats_in(300s), 10);
}

// R-G-3
CAF_TEST(is silent in any other phase) {
  for (const auto phase :
       {daemon_phase::starting, daemon_phase::degraded, daemon_phase::stopping}) {
    status.phase = phase;
    CAF_CHECK_EQUAL(beats_in(100s), 0);
    CAF_CHECK(!beat.is_beating());
  }
  status.phase = daemon_phase::ready;
  CAF_CHECK_EQUAL(beats_in(1s), 1);
  CAF_CHECK(beat.is_beating());
}

// R-G-10
CAF_TEST(is silent once the status grows old) {
  CAF_CHECK_EQUAL(beats_in(25s), 1);
  CAF_CHECK_EQUAL(beats_in(5s, false), 0);
  CAF_CHECK_EQUAL(beats_in(5s, false), 1);
  CAF_CHECK_EQUAL(beats_in(1000s, false), 0);
  CAF_CHECK(!beat.is_beating());
  CAF_CHECK_EQUAL(beats_in(1s), 1);
}

CAF_TEST(a step of the wall clock changes nothing) {
  CAF_CHECK_EQUAL(beats_in(30s), 1);
  status.taken -= 5h;
  CAF_CHECK_EQUAL(beats_in(300s), 10);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace notify_heartbeat
