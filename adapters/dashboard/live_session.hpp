#pragma once

#include "adapters/dashboard/client_stream.hpp"
#include "adapters/dashboard/login.hpp"
#include "adapters/dashboard/server_state.hpp"

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

namespace riskd::dashboard {

/// The close code that tells a client to log in again.
constexpr std::uint16_t log_in_again = 4401;

/// Takes a connection over as a WebSocket that tells the fleet and then what changes, until the
/// client leaves, takes nothing for too long, or is not logged in any more. What happens while a
/// client takes what it was told is one change afterwards, so that a slow one costs no memory.
/// @pre `state` outlives the connection
void begin_live(client_stream stream,
                const boost::beast::http::request<boost::beast::http::string_body>& request,
                login_proof who, server_state& state);

} // namespace riskd::dashboard
