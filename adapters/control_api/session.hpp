#pragma once

#include "adapters/control_api/routes.hpp"
#include "adapters/control_api/server.hpp"
#include "adapters/logging/logger.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

namespace riskd::control_api {

using unix_protocol = boost::asio::local::stream_protocol;
using tcp_protocol = boost::asio::ip::tcp;

/// What the connections of one listener share. Used on its thread only.
struct session_context {
  const server_options& options;
  const route_table& routes;
  const role_policy& roles;
  const logging::logger& log;
  /// Connections being served.
  std::size_t open = 0;
};

/// Serves requests on one connection until the client closes it, errs, or is too slow. The role of
/// the client follows from its credentials.
void serve(unix_protocol::socket accepted, session_context& context);

/// The same for a client without credentials, which may read what the routes of the context have
/// for traders.
void serve(tcp_protocol::socket accepted, session_context& context);

/// Answers a connection beyond the limit with 503 and closes it.
void turn_away(unix_protocol::socket accepted, session_context& context);
void turn_away(tcp_protocol::socket accepted, session_context& context);

} // namespace riskd::control_api
