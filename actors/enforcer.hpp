#pragma once

#include "actors/child_context.hpp"

namespace riskd {

/// Works one account towards what its standing orders demand, one step at a time.
class enforcer_state {
public:
  static constexpr const char* name = "enforcer";

  using self_pointer = enforcer_actor::stateful_pointer<enforcer_state>;

  explicit enforcer_state(self_pointer self) : self_(self) {
  }

  enforcer_actor::behavior_type make_behavior(child_context context, domain::enforcement_desk desk);

private:
  void enforce(const enforce_step& command);

  self_pointer self_;
  child_context context_;
  domain::enforcement_desk desk_;
  /// The step being worked on, to be blamed if it kills this actor.
  step_ref current_;
};

/// @param desk The last good memory of what was commanded.
enforcer_actor::behavior_type enforcer(enforcer_state::self_pointer self, child_context context,
                                       domain::enforcement_desk desk);

} // namespace riskd
