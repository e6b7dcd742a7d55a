#pragma once

#include "actors/fleet_config.hpp"
#include "adapters/logging/logger.hpp"
#include "adapters/system_clock/random_source.hpp"
#include "apps/riskmon/agent_reception.hpp"
#include "apps/riskmon/command_line.hpp"
#include "apps/riskmon/local_line.hpp"
#include "apps/riskmon/watched_riskd.hpp"
#include "domain/ports/wall_clock.hpp"

#include <caf/actor_system.hpp>

#include <memory>

namespace riskd::riskmon {

/// An agent in the process of its hub. It has an actor system of its own, so that everything is as
/// between two machines.
class local_agent {
public:
  /// @pre `hub` and `clock` outlive it
  local_agent(const local_riskd& watched, agent_reception& hub, const domain::wall_clock& clock,
              const logging::logger& log);

private:
  fleet_config config_{adapters::make_random_fractions()};
  caf::actor_system system_{config_};
  fleet_uplink_actor uplink_;
  local_line line_;
  /// Last, so that it hangs up first.
  std::unique_ptr<watched_riskd> riskd_;
};

} // namespace riskd::riskmon
