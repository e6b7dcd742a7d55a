#define CAF_SUITE domain.broker_clock

#include "domain/broker_clock.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_broker_clock {

using namespace riskd::domain;
using namespace std::chrono_literals;

namespace {

struct fixed_clock final : wall_clock {
  clock_reading reading{time_point{1'000'000s}, 10s};

  [[nodiscard]] clock_reading now() const override {
    return reading;
  }
};

struct fixture {
  fixed_clock local;
  broker_clock clock{local};

  /// The broker's clock shows this much more than local time.
  duration seen_ahead(duration ahead) {
    return clock.follow(local.reading.wall + ahead, clock.now());
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(broker_clock_tests, fixture)

// R-L-12
CAF_TEST(clocks that differ by five seconds are left alone) {
  for (const auto ahead : {0s, 5s, -5s}) {
    CAF_CHECK(seen_ahead(ahead) == ahead);
    CAF_CHECK(clock.correction() == 0s);
    CAF_CHECK(clock.now().wall == local.reading.wall);
  }
}

// R-L-12; the header counts whole seconds, so the broker may be up to one ahead of what it says.
CAF_TEST(the broker governs as soon as they differ by more) {
  CAF_CHECK(seen_ahead(5s + 1us) == 5s + 1us);
  CAF_CHECK(clock.now().wall == local.reading.wall + 5s + 1us);
  CAF_CHECK(seen_ahead(-6s) == -6s);
  CAF_CHECK(clock.correction() == 0s);
  seen_ahead(-6s - 1us);
  CAF_CHECK(clock.now().wall == local.reading.wall - 6s - 1us);
}

CAF_TEST(a correction ends when the local clock is set right) {
  seen_ahead(1h);
  CAF_CHECK(clock.correction() == 1h);
  local.reading.wall += 1h;
  CAF_CHECK(seen_ahead(0s) == 0s);
  CAF_CHECK(clock.correction() == 0s);
}

// A-147, R-L-11: whoever sets the local clock moves no deadline.
CAF_TEST(a jump of the local clock is ignored) {
  const auto before = local.reading.wall;
  for (const auto jump : {3h, -3h}) {
    local.reading = {before + jump, 20s};
    CAF_CHECK(clock.now().wall == before + 10s);
    CAF_CHECK(clock.correction() == 10s - jump);
  }
  local.reading = {before + 12s, 20s};
  CAF_CHECK(clock.now().wall == before + 12s);
  // Until the broker says that it is right.
  local.reading.wall = before + 3h;
  CAF_CHECK(seen_ahead(0s) == 0s);
  CAF_CHECK(clock.now().wall == before + 3h);
}

CAF_TEST(monotonic time is never corrected) {
  seen_ahead(-24h);
  CAF_CHECK(clock.now().monotonic == 10s);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace domain_broker_clock
