#include "actors/session_clock.hpp"

#include <caf/all.hpp>

#include <utility>

namespace riskd {

namespace {

using namespace std::chrono_literals;
using logging::field;

/// A jump costs a deadline at most this long.
constexpr domain::duration interval = 1s;

/// Clocks that are disciplined drift less than this within the interval.
constexpr domain::duration tolerance = 200ms;

} // namespace

session_clock_actor::behavior_type session_clock_state::make_behavior(clock_assignment assignment) {
  given_ = std::move(assignment);
  last_ = given_.clock->now();
  self_->delayed_send(self_, interval, tick_atom_v, ++generation_);
  return {
    [this](tick_atom, std::uint64_t generation) { compare(generation); },
    [this](const stop_work&) { self_->quit(caf::exit_reason::user_shutdown); },
  };
}

void session_clock_state::compare(std::uint64_t generation) {
  if (generation != generation_)
    return;
  const auto now = given_.clock->now();
  const auto by = (now.wall - last_.wall) - (now.monotonic - last_.monotonic);
  last_ = now;
  if (by > tolerance || by < -tolerance) {
    given_.log.warn("clock.stepped", field("by_us", by));
    self_->send(given_.root, clock_stepped{by, false});
  }
  self_->delayed_send(self_, interval, tick_atom_v, ++generation_);
}

session_clock_actor::behavior_type session_clock(session_clock_state::self_pointer self,
                                                 clock_assignment assignment) {
  return self->state.make_behavior(std::move(assignment));
}

} // namespace riskd
