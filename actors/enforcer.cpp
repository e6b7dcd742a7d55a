#include "actors/enforcer.hpp"

#include <caf/all.hpp>

#include <utility>

namespace riskd {

enforcer_actor::behavior_type enforcer_state::make_behavior(child_context context,
                                                            domain::enforcement_desk desk) {
  context_ = std::move(context);
  desk_ = std::move(desk);
  blame_current_step(self_, context_, child_role::enforcer, current_);
  return {
    [this](const enforce_step& command) { enforce(command); },
  };
}

void enforcer_state::enforce(const enforce_step& command) {
  current_ = command.ref;
  const auto view = domain::enforcement_view{*command.state, *command.binding, *command.settings,
                                             command.now, command.stream_up};
  auto orders = desk_.act(view, command.why);
  self_->send(context_.supervisor,
              step_enforced{command.ref, std::move(orders),
                            std::make_shared<const domain::enforcement_desk>(desk_)});
}

enforcer_actor::behavior_type enforcer(enforcer_state::self_pointer self, child_context context,
                                       domain::enforcement_desk desk) {
  return self->state.make_behavior(std::move(context), std::move(desk));
}

} // namespace riskd
