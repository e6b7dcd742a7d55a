#pragma once

#include <caf/actor_system_config.hpp>

#include <string>
#include <vector>

namespace riskd {

/// CAF as agents and hubs use it: with its distribution, but without any listener of its own.
class fleet_config : public caf::actor_system_config {
public:
  fleet_config();
};

/// What an agent may send to a hub, and a hub to an agent, as the gate between them wants to know
/// it.
[[nodiscard]] std::vector<std::string> messages_of_agents();
[[nodiscard]] std::vector<std::string> messages_of_hubs();

} // namespace riskd
