#pragma once

#include "adapters/dashboard/server_state.hpp"

#include <boost/asio/ip/tcp.hpp>

namespace riskd::dashboard {

/// Serves requests on one connection until the client closes it, errs, or is too slow; a connection
/// beyond the limit is told so, or closed without a word if there are many of these. @pre `state`
/// outlives the connection
void serve(boost::asio::ip::tcp::socket accepted, server_state& state);

} // namespace riskd::dashboard
