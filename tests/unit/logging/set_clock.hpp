#pragma once

#include "domain/ports/wall_clock.hpp"
#include "domain/time.hpp"

namespace riskd::test {

/// Shows the time that the test sets.
class set_clock final : public domain::wall_clock {
public:
  [[nodiscard]] domain::clock_reading now() const override {
    return reading;
  }

  void pass(domain::duration length) {
    reading.wall += length;
    reading.monotonic += length;
  }

  domain::clock_reading reading{*domain::parse_time("2026-03-03T15:00:10.25Z"), {}};
};

} // namespace riskd::test
