#pragma once

#include "domain/ports/wall_clock.hpp"

namespace riskd::domain {

/// Both clocks of the outside world, which move only when they are told to.
class virtual_clock final : public wall_clock {
public:
  explicit virtual_clock(time_point start) : start_(start) {
  }

  [[nodiscard]] clock_reading now() const override {
    return {start_ + elapsed_ + stepped_, elapsed_};
  }

  /// Time passes on both clocks.
  void pass(duration by) {
    elapsed_ += by;
  }

  /// Somebody sets the wall clock.
  void step(duration by) {
    stepped_ += by;
  }

private:
  time_point start_;
  duration elapsed_{};
  duration stepped_{};
};

} // namespace riskd::domain
