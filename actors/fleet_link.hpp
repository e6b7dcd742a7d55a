#pragma once

#include "actors/spawn.hpp"
#include "messages/fleet_interfaces.hpp"

#include <string>

namespace riskd {

/// What a fleet link is given.
struct link_assignment {
  logging::logger log;
  /// Of the agent's certificate.
  std::string daemon;
  fleet_hub_actor hub;
};

/// Speaks with one agent over one link. What comes from there is judged before anybody else sees
/// it; whatever is wrong with it ends the link, and the agent comes back with everything.
class fleet_link_state {
public:
  static constexpr const char* name = "fleet-link";

  using self_pointer = fleet_link_actor::stateful_pointer<fleet_link_state>;

  explicit fleet_link_state(self_pointer self) : self_(self) {
  }

  fleet_link_actor::behavior_type make_behavior(link_assignment assignment);

private:
  void on_hello(const agent_hello& hello);
  void on_update(const agent_update& told);
  /// True if the message comes from the agent that said hello.
  [[nodiscard]] bool is_from_agent() const;
  void end(const std::string& reason);

  self_pointer self_;
  link_assignment given_;
  /// Whoever said hello.
  caf::strong_actor_ptr agent_;
};

fleet_link_actor::behavior_type fleet_link(fleet_link_state::self_pointer self,
                                           link_assignment assignment);

} // namespace riskd
