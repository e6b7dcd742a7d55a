#pragma once

#include "adapters/dashboard/fleet_json.hpp"
#include "adapters/dashboard/history_desk.hpp"
#include "adapters/dashboard/login.hpp"
#include "adapters/dashboard/page_files.hpp"
#include "adapters/dashboard/request_guard.hpp"
#include "adapters/dashboard/server.hpp"
#include "adapters/logging/logger.hpp"

#include <boost/asio/ssl/context.hpp>

#include <memory>

namespace riskd::dashboard {

/// What the connections of a server share. Used on its thread only.
struct server_state {
  server_options options;
  fleet_sources from;
  logging::logger log;
  login logins;
  page_files page;
  host_policy hosts;
  /// Null without TLS.
  std::unique_ptr<boost::asio::ssl::context> tls;
  fleet_writer writer{};
  /// Set before the first connection.
  history_desk* desk = nullptr;
  /// Connections being served, live ones included.
  std::size_t open = 0;
  std::size_t live = 0;
};

} // namespace riskd::dashboard
