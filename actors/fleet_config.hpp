#pragma once

#include <caf/actor_system_config.hpp>

#include <functional>
#include <string>
#include <vector>

namespace riskd {

/// CAF as agents and hubs use it: with its distribution, but without any listener of its own.
class fleet_config : public caf::actor_system_config {
public:
  fleet_config();

  /// As above, of a node whose id is made of numbers spread over `[0, 1)`. CAF makes it of the
  /// hardware addresses and the number of the process, which two containers may have in common; a
  /// hub would let in only one of them.
  explicit fleet_config(const std::function<double()>& random);
};

/// What an agent may send to a hub, and a hub to an agent, as the gate between them wants to know
/// it.
[[nodiscard]] std::vector<std::string> messages_of_agents();
[[nodiscard]] std::vector<std::string> messages_of_hubs();

} // namespace riskd
