#pragma once

#include <caf/actor.hpp>
#include <caf/actor_control_block.hpp>
#include <caf/actor_system.hpp>
#include <caf/io/fwd.hpp>
#include <caf/io/scribe.hpp>

#include <cstdint>

namespace riskd {

// Lets CAF's distribution speak over a connection that somebody else has made safe, such as one end
// of a socket pair behind a gate. CAF itself listens nowhere and dials nobody.

/// Offers one actor to whoever is at the other end, and nothing else.
/// @param descriptor Belongs to CAF from now on.
void offer_actor(caf::actor_system& system, int descriptor, const caf::actor& offered);

/// CAF's side of a connection on which the other end offers an actor.
/// @param descriptor Belongs to CAF from now on.
[[nodiscard]] caf::io::scribe_ptr scribe_of(caf::actor_system& system, int descriptor);

/// The actor that speaks for the distribution. Asked `connect_atom`, a scribe and a port number, it
/// answers with the node, the actor that is offered there, and its interface.
[[nodiscard]] caf::actor basp_broker_of(caf::actor_system& system);

/// The number that CAF wants to know a connection by; nothing listens there.
constexpr std::uint16_t basp_port = 1;

} // namespace riskd
