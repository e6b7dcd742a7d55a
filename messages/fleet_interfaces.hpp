#pragma once

#include "messages/fleet_type_ids.hpp"
#include "messages/lifecycle.hpp"

#include <caf/typed_actor.hpp>

#include <cstdint>
#include <string>

namespace riskd {

/// What a hub knows of an agent.
using receipt_listener_actor = caf::typed_actor<caf::reacts_to<hub_receipt>>;

/// What an agent knows of a hub.
using agent_listener_actor
  = caf::typed_actor<caf::reacts_to<agent_hello>, caf::reacts_to<agent_update>>;

/// The FLEET LINK speaks with one agent, whose name its certificate has proven. The only actor of a
/// hub that an agent reaches.
using fleet_link_actor = caf::typed_actor<
  // From the agent: the first word.
  caf::reacts_to<agent_hello>,
  // From the agent: what is new.
  caf::reacts_to<agent_update>,
  // From the hub.
  caf::reacts_to<tell_receipt>,
  // From the hub.
  caf::reacts_to<refuse_link>,
  // INTERNAL: the agent had its time to say the first word.
  caf::reacts_to<overdue_atom, std::uint64_t>>;

/// Reports that an agent speaks on a link.
struct link_began {
  std::string daemon;
  fleet_link_actor link;
};

/// Reports that a link is over.
struct link_ended {
  std::string daemon;
  fleet_link_actor link;
  std::string reason;
};

/// The FLEET HUB knows all daemons.
using fleet_hub_actor = caf::typed_actor<caf::reacts_to<link_began>, caf::reacts_to<link_ended>,
                                         caf::reacts_to<update_arrived>,
                                         // INTERNAL: time passes.
                                         caf::reacts_to<tick_atom, std::uint64_t>,
                                         // From the application: write down what is known, and end.
                                         caf::reacts_to<stop_work>>;

/// The FLEET UPLINK tells one hub of the riskd beside the agent.
using fleet_uplink_actor = caf::typed_actor<
  // From the hub: what it has taken.
  caf::reacts_to<hub_receipt>,
  // From the feed.
  caf::reacts_to<daemon_noticed>, caf::reacts_to<account_noticed>, caf::reacts_to<account_vanished>,
  caf::reacts_to<records_noticed>, caf::reacts_to<story_noticed>,
  // From the line.
  caf::reacts_to<line_opened>, caf::reacts_to<line_closed>,
  // INTERNAL: dial again.
  caf::reacts_to<open_atom, std::uint64_t>,
  // INTERNAL: show the hub a sign of life.
  caf::reacts_to<tick_atom, std::uint64_t>,
  // From the application.
  caf::reacts_to<stop_work>>;

} // namespace riskd

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(riskd::link_began)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(riskd::link_ended)
