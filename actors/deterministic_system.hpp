#pragma once

#include "domain/virtual_clock.hpp"

#include <caf/fwd.hpp>

#include <memory>
#include <string_view>

namespace riskd {

/// An actor system without threads: messages are handled one at a time when it is told to, and its
/// timers follow a virtual clock. Types and settings are those of the daemon, but for the
/// scheduler.
class deterministic_system {
public:
  /// @pre `clock` outlives this
  explicit deterministic_system(domain::virtual_clock& clock);

  /// @pre every actor has been told to end
  ~deterministic_system();

  deterministic_system(const deterministic_system&) = delete;
  deterministic_system& operator=(const deterministic_system&) = delete;

  [[nodiscard]] caf::actor_system& system();

  /// Handles messages until none waits; no time passes.
  void settle();

  /// Lets `by` pass: every timer fires at its own instant, and what it causes is handled before the
  /// next. Messages that wait already are handled first.
  void advance(domain::duration by);

  /// The actor of this name that has a message waiting. @throws std::runtime_error if there is none
  [[nodiscard]] caf::actor waiting(std::string_view name);

  /// Drops all timers.
  void forget_timers();

private:
  struct parts;

  domain::virtual_clock& clock_;
  std::unique_ptr<parts> parts_;
};

} // namespace riskd
