#include "apps/riskmon/agent_reception.hpp"

#include "actors/basp_door.hpp"
#include "actors/fleet_link.hpp"
#include "actors/spawn.hpp"

#include <caf/all.hpp>

#include <utility>

namespace riskd::riskmon {

agent_reception::agent_reception(caf::actor_system& system, fleet_hub_actor hub,
                                 logging::logger log)
  : system_(system), hub_(std::move(hub)), log_(std::move(log)) {
}

std::set<std::uint64_t> agent_reception::expect(const std::string& agent) {
  leave(agent, "a new link takes its place");
  auto link = spawn_actor(system_, log_, fleet_link, link_assignment{log_, agent, hub_});
  const auto id = link.id();
  const std::scoped_lock held{guard_};
  links_.insert_or_assign(agent, std::move(link));
  return {id};
}

void agent_reception::welcome(const std::string& agent, monitor_link::descriptor local) {
  const std::scoped_lock held{guard_};
  const auto found = links_.find(agent);
  if (found != links_.end())
    offer_actor(system_, local.release(), caf::actor_cast<caf::actor>(found->second));
}

void agent_reception::leave(const std::string& agent, const std::string& reason) {
  const std::scoped_lock held{guard_};
  const auto found = links_.find(agent);
  if (found == links_.end())
    return;
  caf::anon_send(found->second, refuse_link{reason});
  links_.erase(found);
}

void agent_reception::close() {
  const std::scoped_lock held{guard_};
  for (const auto& [agent, link] : links_)
    caf::anon_send(link, refuse_link{"the hub ends"});
  links_.clear();
}

monitor_link::link_events agent_reception::events() {
  monitor_link::link_events out;
  out.open = [this](const std::string& peer) {
    return expect(peer);
  };
  out.up = [this](monitor_link::link_up up) {
    welcome(up.peer, std::move(up.local));
  };
  out.down = [this](const monitor_link::link_down& down) {
    leave(down.peer, down.reason);
  };
  return out;
}

} // namespace riskd::riskmon
