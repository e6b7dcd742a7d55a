#define CAF_SUITE domain.lock_clock

#include "domain/lock_clock.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_lock_clock {

using namespace riskd::domain;
using namespace std::chrono_literals;

namespace {

constexpr auto r007 = rule_id::cooldown_after_loss;

/// A cooldown of five minutes from noon, watched from noon on.
struct fixture {
  const time_point noon = *parse_time("2026-03-03T12:00:00Z");
  lock_set locks;
  lock_clock clock;

  fixture() {
    engage(noon + 5min);
    follow(0s, 0s);
  }

  void engage(time_point until) {
    lock wanted;
    wanted.rule = r007;
    wanted.kind = lock_kind::cooldown;
    wanted.created = noon;
    wanted.until = until;
    locks.engage(wanted);
  }

  /// So long after noon by the wall clock, and so long after the first look by the monotonic one.
  clock_reading reading(duration wall, duration monotonic) const {
    return {noon + wall, 1h + monotonic};
  }

  void follow(duration wall, duration monotonic) {
    clock.follow(locks, reading(wall, monotonic));
  }

  bool is_over(duration wall, duration monotonic) const {
    return clock.is_over(*locks.find(r007), reading(wall, monotonic));
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(lock_clock_tests, fixture)

// R-L-10
CAF_TEST(a cooldown ends when its time has run) {
  CAF_CHECK(!is_over(5min - 1us, 5min - 1us));
  CAF_CHECK(is_over(5min, 5min));
}

// R-L-10, R-L-11
CAF_TEST(a wall clock that is moved forward ends nothing early) {
  CAF_CHECK(!is_over(3h, 5min - 1us));
  CAF_CHECK(is_over(3h, 5min));
}

// R-L-11
CAF_TEST(a wall clock that is moved back shortens nothing) {
  CAF_CHECK(!is_over(-1h, 5min));
  CAF_CHECK(!is_over(5min - 1us, 65min));
  CAF_CHECK(is_over(5min, 65min));
}

// R-L-10
CAF_TEST(after a restart the stored end counts from the first look) {
  clock = lock_clock{};
  // Of five minutes four passed while nobody was there.
  follow(4min, 0s);
  CAF_CHECK(!is_over(5min, 1min - 1us));
  CAF_CHECK(is_over(5min, 1min));
}

// R-L-3, R-L-10
CAF_TEST(a later end is measured from where it was found) {
  engage(noon + 8min);
  follow(2min, 2min);
  CAF_CHECK(!is_over(8min, 8min - 1us));
  CAF_CHECK(is_over(8min, 8min));
}

// R-L-10
CAF_TEST(the next end is what the slower clock says) {
  CAF_CHECK(clock.next_end(locks, reading(1min, 1min)) == noon + 5min);
  CAF_CHECK(clock.next_end(locks, reading(3h, 1min)) == noon + 3h + 4min);
  CAF_CHECK(clock.next_end(locks, reading(-1h, 1min)) == noon + 5min);
  CAF_CHECK(!clock.next_end(lock_set{}, reading(0s, 0s)));
}

// R-L-1
CAF_TEST(an open end is never over) {
  lock open;
  open.rule = rule_id::auth_loss_guard;
  locks = {};
  locks.engage(open);
  follow(0s, 0s);
  CAF_CHECK(!clock.is_over(*locks.find(open.rule), reading(99h, 99h)));
  CAF_CHECK(!clock.next_end(locks, reading(0s, 0s)));
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace domain_lock_clock
