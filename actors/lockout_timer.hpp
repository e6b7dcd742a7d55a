#pragma once

#include "actors/child_context.hpp"

#include <optional>

namespace riskd {

/// Makes the decisions about one account bind, ends them when their time has come, and watches the
/// account's deadlines. Nothing it understands ends a lock early.
class lockout_timer_state {
public:
  static constexpr const char* name = "lockout-timer";

  using self_pointer = lockout_timer_actor::stateful_pointer<lockout_timer_state>;

  explicit lockout_timer_state(self_pointer self) : self_(self) {
  }

  lockout_timer_actor::behavior_type make_behavior(child_context context, lockout_memory memory);

private:
  void bind(const bind_step& command);
  domain::binding_change carry_out(const bind_step& command);
  void watch(domain::time_point instant);
  void look_again();
  void arm();
  void on_tick(std::uint64_t generation);

  self_pointer self_;
  child_context context_;
  lockout_memory memory_;
  /// The earliest deadline that nobody was told about yet.
  std::optional<domain::time_point> watched_;
  /// Tells a live timer from a stale one: timers cannot be cancelled.
  std::uint64_t generation_ = 0;
  /// The step being worked on, to be blamed if it kills this actor.
  step_ref current_;
};

/// @param memory What the predecessor remembered; empty after a start.
lockout_timer_actor::behavior_type lockout_timer(lockout_timer_state::self_pointer self,
                                                 child_context context, lockout_memory memory);

} // namespace riskd
