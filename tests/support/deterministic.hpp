#pragma once

#include "domain/ports/wall_clock.hpp"

#include <caf/fwd.hpp>

#include <memory>
#include <string_view>

namespace riskd::test {

/// The two clocks of the outside world, which move only when a test moves them.
class simulated_clock final : public domain::wall_clock {
public:
  explicit simulated_clock(domain::time_point start) : start_(start) {
  }

  [[nodiscard]] domain::clock_reading now() const override {
    return {start_ + elapsed_ + stepped_, elapsed_};
  }

  /// Time passes on both clocks.
  void pass(domain::duration by) {
    elapsed_ += by;
  }

  /// Somebody sets the wall clock.
  void step(domain::duration by) {
    stepped_ += by;
  }

private:
  domain::time_point start_;
  domain::duration elapsed_{};
  domain::duration stepped_{};
};

/// An actor system without threads: messages are handled one at a time when the test says so, and
/// its timers follow a simulated clock. Types and settings are those of the real daemon, but for
/// the scheduler.
class deterministic {
public:
  /// @pre `clock` outlives this
  explicit deterministic(simulated_clock& clock);

  /// @pre every actor has been told to end
  ~deterministic();

  deterministic(const deterministic&) = delete;
  deterministic& operator=(const deterministic&) = delete;

  [[nodiscard]] caf::actor_system& system();

  /// Handles messages until none waits; no time passes.
  void settle();

  /// Lets `by` pass: every timer fires at its own instant, and what it causes is handled before the
  /// next. Messages that wait already are handled first.
  void advance(domain::duration by);

  /// The actor of this name that has a message waiting. @pre there is one
  [[nodiscard]] caf::actor waiting(std::string_view name);

  /// Drops all timers.
  void forget_timers();

private:
  struct parts;

  simulated_clock& clock_;
  std::unique_ptr<parts> parts_;
};

} // namespace riskd::test
