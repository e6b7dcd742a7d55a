#include "actors/actor_config.hpp"

#include "messages/type_ids.hpp"

#include <caf/all.hpp>

namespace riskd {

actor_config::actor_config() {
  add_message_types<caf::id_block::riskd>();
  // The default policy costs twenty times as much per idle hop and starves actors; with one worker
  // a message needs no second thread to wake up (docs/adr/0006).
  set("scheduler.policy", caf::atom("sharing"));
  set("scheduler.max-threads", std::size_t{1});
  set("scheduler.max-throughput", std::size_t{64});
}

} // namespace riskd
