#include "actors/basp_door.hpp"

#include <caf/all.hpp>
#include <caf/io/basp_broker.hpp>
#include <caf/io/middleman.hpp>

#include <set>
#include <string>

namespace riskd {

caf::actor basp_broker_of(caf::actor_system& system) {
  return caf::actor_cast<caf::actor>(
    system.middleman().named_broker<caf::io::basp_broker>(caf::atom("BASP")));
}

caf::io::scribe_ptr scribe_of(caf::actor_system& system, int descriptor) {
  return system.middleman().backend().new_scribe(descriptor);
}

void offer_actor(caf::actor_system& system, int descriptor, const caf::actor& offered) {
  caf::anon_send(basp_broker_of(system), caf::publish_atom::value, scribe_of(system, descriptor),
                 basp_port, caf::actor_cast<caf::strong_actor_ptr>(offered),
                 std::set<std::string>{});
}

} // namespace riskd
