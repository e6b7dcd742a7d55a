#include "actors/state_keeper.hpp"

#include <caf/all.hpp>

#include <utility>

namespace riskd {

state_keeper_actor::behavior_type state_keeper_state::make_behavior(child_context context,
                                                                    state_ptr state) {
  context_ = std::move(context);
  state_ = std::move(state);
  blame_current_step(self_, context_, child_role::state_keeper, current_);
  return {
    [this](const fold_input& command) { fold(command); },
  };
}

void state_keeper_state::fold(const fold_input& command) {
  current_ = command.ref;
  auto folded
    = domain::fold(*state_, command.input, command.around, *command.settings, command.next.get());
  state_ = std::make_shared<const domain::account_state>(std::move(folded.state));
  self_->send(context_.supervisor,
              input_folded{command.ref, state_, folded.reset ? command.next : nullptr,
                           std::move(folded.deltas), folded.reset, std::move(folded.alerts),
                           folded.causes_step});
}

state_keeper_actor::behavior_type state_keeper(state_keeper_state::self_pointer self,
                                               child_context context, state_ptr state) {
  return self->state.make_behavior(std::move(context), std::move(state));
}

} // namespace riskd
