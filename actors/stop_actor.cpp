#include "actors/stop_actor.hpp"

#include "messages/lifecycle.hpp"

#include <caf/all.hpp>

namespace riskd {

bool stop_actor(caf::actor_system& system, const caf::actor& asked, domain::duration grace) {
  caf::scoped_actor self{system};
  self->monitor(asked);
  self->send(asked, stop_work{grace});
  bool ended = false;
  self->receive([&](const caf::down_msg&) { ended = true; },
                caf::after(grace) >> [&] { self->send_exit(asked, caf::exit_reason::kill); });
  return ended;
}

} // namespace riskd
