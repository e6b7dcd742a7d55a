#pragma once

#include "actors/spawn.hpp"
#include "adapters/logging/logger.hpp"
#include "domain/ports/wall_clock.hpp"
#include "messages/interfaces.hpp"

namespace riskd {

/// What every child of an account supervisor is given.
struct child_context {
  logging::logger log;
  /// Receives the acknowledgements.
  step_listener_actor supervisor;
  domain::account_id account;
  /// @invariant outlives the actor system
  const domain::wall_clock* clock = nullptr;
};

/// Makes the actor name the step it was working on before it dies of an exception, so that the
/// supervisor knows what to blame. `current` must live in the actor's state.
template <class Self>
void blame_current_step(Self* self, const child_context& context, child_role role,
                        const step_ref& current) {
  install_failure_hook(
    *self, context.log,
    [self, &current, role, supervisor = context.supervisor](const std::string& reason) {
      self->send(supervisor, child_failed{role, current, reason});
    });
}

} // namespace riskd
