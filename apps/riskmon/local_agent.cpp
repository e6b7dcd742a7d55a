#include "apps/riskmon/local_agent.hpp"

#include <caf/all.hpp>

namespace riskd::riskmon {

local_agent::local_agent(const local_riskd& watched, agent_reception& hub,
                         const domain::wall_clock& clock, const logging::logger& log)
  : line_(hub, watched.name,
          [this](int descriptor) { caf::anon_send(uplink_, line_opened{descriptor}); }),
    riskd_(std::make_unique<watched_riskd>(system_, line_, watched.socket, clock, log)) {
  uplink_ = riskd_->uplink();
  line_.begin();
}

} // namespace riskd::riskmon
