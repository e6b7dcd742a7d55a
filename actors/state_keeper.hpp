#pragma once

#include "actors/child_context.hpp"

namespace riskd {

/// Folds inputs into the facts about one account.
class state_keeper_state {
public:
  static constexpr const char* name = "state-keeper";

  using self_pointer = state_keeper_actor::stateful_pointer<state_keeper_state>;

  explicit state_keeper_state(self_pointer self) : self_(self) {
  }

  state_keeper_actor::behavior_type make_behavior(child_context context, state_ptr state);

private:
  void fold(const fold_input& command);

  self_pointer self_;
  child_context context_;
  state_ptr state_;
  /// The step being worked on, to be blamed if it kills this actor.
  step_ref current_;
};

/// @param state The last good view of the account.
state_keeper_actor::behavior_type state_keeper(state_keeper_state::self_pointer self,
                                               child_context context, state_ptr state);

} // namespace riskd
