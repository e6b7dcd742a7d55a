#pragma once

#include "adapters/control_api/routes.hpp"
#include "adapters/logging/logger.hpp"
#include "domain/result.hpp"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace riskd::control_api {

struct server_options {
  std::filesystem::path socket = "riskd.sock";
  std::string admin_group = "riskd-admin";
  std::string trader_group = "riskd";
  /// Further connections are answered with 503 and closed.
  std::size_t connections_max = 64;
  std::uint32_t header_bytes_max = 8'192;
  std::uint64_t body_bytes_max = 65'536;
  /// Port of 127.0.0.1 on which everybody may read the metrics, and nothing else.
  std::optional<std::uint16_t> metrics_port;
  /// Who takes longer to send a request, or to take its answer, is cut off. Also bounds how long a
  /// connection may stay idle between two requests.
  std::chrono::milliseconds client_timeout{10'000};
  /// Pause between two looks for a next event.
  std::chrono::milliseconds event_interval{500};
  /// After so long without an event a client is sent a comment, which shows it that the connection
  /// is alive and riskd whether it still is.
  std::chrono::milliseconds event_silence_max{5'000};
  /// May be empty. Used until the server is gone.
  refusal_listener on_refusal;
};

/// Serves HTTP with JSON bodies over a Unix-domain socket, on a thread of its own (DESIGN 8). The
/// roles of its clients come from their credentials, never from anything they send (R-O-1).
///
/// The socket file belongs to the trader group, or to the admin group where there is none, so that
/// its members can connect; members of the admin group who are to connect need to be in both.
class server {
public:
  /// Starts serving. Fails if the socket cannot be had, for example because another riskd answers
  /// on it.
  [[nodiscard]] static domain::result<std::unique_ptr<server>>
  start(const server_options& options, route_table routes, logging::logger log);

  server(const server&) = delete;
  server& operator=(const server&) = delete;

  /// Stops serving, closes all connections and removes the socket file.
  ~server();

private:
  class implementation;

  explicit server(std::unique_ptr<implementation> made);

  std::unique_ptr<implementation> implementation_;
};

} // namespace riskd::control_api
