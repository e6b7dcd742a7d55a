#pragma once

#include "adapters/logging/logger.hpp"
#include "adapters/monitor_link/link_events.hpp"
#include "messages/fleet_interfaces.hpp"

#include <caf/actor_system.hpp>

#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>

namespace riskd::riskmon {

/// Gives every agent that comes an actor of its own, which is all that it reaches. Callable from
/// any thread.
class agent_reception {
public:
  /// @pre `system` outlives the reception
  agent_reception(caf::actor_system& system, fleet_hub_actor hub, logging::logger log);

  /// Makes the actor for an agent whose link is about to come up. Returns what the agent may reach.
  [[nodiscard]] std::set<std::uint64_t> expect(const std::string& agent);

  /// The link is up: CAF gets its end.
  void welcome(const std::string& agent, monitor_link::descriptor local);

  /// The link is down.
  void leave(const std::string& agent, const std::string& reason);

  /// Ends all of them.
  void close();

  /// What the gate tells, on its way here.
  [[nodiscard]] monitor_link::link_events events();

private:
  caf::actor_system& system_;
  const fleet_hub_actor hub_;
  const logging::logger log_;
  std::mutex guard_;
  std::map<std::string, fleet_link_actor> links_;
};

} // namespace riskd::riskmon
