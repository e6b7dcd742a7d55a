#pragma once

#include "adapters/monitor_link/tls_identity.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace riskd::monitor_link {

/// Called once, with the reason of a failure or nothing.
using handshake_done = std::function<void(const std::optional<std::string>& failure)>;

/// Does the handshake of one stream, as TLS server on the hub's side and as client on the agent's.
/// After `limit` that is told, and the socket closed; whoever closes it before ends the handshake
/// too. @param facts What `make_stream` was given for this stream.
void shake_hands(const std::shared_ptr<tls_stream>& stream, link_side side,
                 std::chrono::milliseconds limit, std::shared_ptr<peer_facts> facts,
                 handshake_done done);

} // namespace riskd::monitor_link
