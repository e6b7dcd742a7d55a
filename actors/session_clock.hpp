#pragma once

#include "actors/spawn.hpp"
#include "domain/ports/wall_clock.hpp"
#include "messages/interfaces.hpp"

namespace riskd {

/// What the session clock is given.
struct clock_assignment {
  logging::logger log;
  /// @invariant outlives the actor system
  const domain::wall_clock* clock = nullptr;
  clock_listener_actor root;
};

/// Watches wall-clock time against monotonic time and tells when one jumped: deadlines that wait
/// for a wall-clock instant have to be looked at again.
class session_clock_state {
public:
  static constexpr const char* name = "session-clock";

  using self_pointer = session_clock_actor::stateful_pointer<session_clock_state>;

  explicit session_clock_state(self_pointer self) : self_(self) {
  }

  session_clock_actor::behavior_type make_behavior(clock_assignment assignment);

private:
  void compare(std::uint64_t generation);

  self_pointer self_;
  clock_assignment given_;
  domain::clock_reading last_;
  std::uint64_t generation_ = 0;
};

session_clock_actor::behavior_type session_clock(session_clock_state::self_pointer self,
                                                 clock_assignment assignment);

} // namespace riskd
