#pragma once

#include "domain/virtual_clock.hpp"

#include <caf/fwd.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
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

  /// Handles at most so many messages; no time passes. Returns false if none was left.
  bool handle(std::size_t messages_max);

  /// Who of the actors that have messages waiting goes next: gets how many there are and returns
  /// the number of one, from 0. Without it, the one that waits longest.
  void choose_by(std::function<std::size_t(std::size_t)> choice);

  /// How many timers are set.
  [[nodiscard]] std::size_t timers() const;

  /// How long until the next timer fires; empty if none is set.
  [[nodiscard]] std::optional<domain::duration> next_timer() const;

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
