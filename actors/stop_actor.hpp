#pragma once

#include "domain/time.hpp"

#include <caf/actor.hpp>
#include <caf/fwd.hpp>

namespace riskd {

/// Asks an actor to end (`stop_work`) and waits for it. Returns false if it did not within `grace`;
/// it is killed then. To be called from outside of actors.
bool stop_actor(caf::actor_system& system, const caf::actor& asked, domain::duration grace);

} // namespace riskd
