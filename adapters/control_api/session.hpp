#pragma once

#include "adapters/control_api/routes.hpp"
#include "adapters/control_api/server.hpp"
#include "adapters/logging/logger.hpp"

#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/core/basic_stream.hpp>

namespace riskd::control_api {

using unix_protocol = boost::asio::local::stream_protocol;
using unix_stream = boost::beast::basic_stream<unix_protocol>;

/// What the connections of one server share. Used on its thread only.
struct session_context {
  const server_options& options;
  const route_table& routes;
  const role_policy& roles;
  const logging::logger& log;
  /// Connections being served.
  std::size_t open = 0;
};

/// Serves requests on one connection until the client closes it, errs, or is too slow.
void serve(unix_protocol::socket accepted, session_context& context);

/// Answers a connection beyond the limit with 503 and closes it.
void turn_away(unix_protocol::socket accepted, session_context& context);

} // namespace riskd::control_api
