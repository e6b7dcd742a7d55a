#include "actors/actor_config.hpp"

#include "actors/actor_scheduler.hpp"
#include "messages/type_ids.hpp"

#include <caf/all.hpp>

namespace riskd {

actor_config::actor_config() {
  add_message_types<caf::id_block::riskd>();
  // The default policy costs twenty times as much per idle hop and starves actors; this one extends
  // `sharing`, and with one worker no message wakes a second one (docs/adr/0006, 0012).
  load<actor_scheduler>();
  set("scheduler.max-threads", std::size_t{1});
  set("scheduler.max-throughput", std::size_t{64});
}

} // namespace riskd
