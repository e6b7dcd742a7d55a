#pragma once

#include "adapters/dashboard/fleet_json.hpp"
#include "adapters/dashboard/history_desk.hpp"
#include "adapters/dashboard/login.hpp"
#include "adapters/logging/logger.hpp"
#include "domain/ports/fleet_history_port.hpp"
#include "domain/ports/fleet_status_port.hpp"
#include "domain/result.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace riskd::dashboard {

/// The certificate of a server and its key, in PEM form.
struct tls_files {
  /// The certificate first, then those that vouch for it.
  std::filesystem::path certificate;
  /// Nobody but its owner may read it.
  std::filesystem::path key;
};

struct server_options {
  /// Numeric. Anything but a loopback address needs TLS, unless `allows_plain`.
  std::string address = "127.0.0.1";
  /// 0 lets the system choose.
  std::uint16_t port = 8480;
  std::optional<tls_files> tls;
  /// Lets everybody on the way read the token and everything else, where the address is no loopback
  /// address: for networks that are private by other means.
  bool allows_plain = false;
  /// Names under which the hub is asked beside those of the loopback address, without port.
  std::vector<std::string> names;
  /// The built page; without one there is only the API.
  std::optional<std::filesystem::path> page;
  hub_facts hub;
  login_options logins;
  desk_options desk;
  /// Further connections are answered with 503 and closed.
  std::size_t connections_max = 64;
  std::uint32_t header_bytes_max = 8'192;
  std::uint64_t body_bytes_max = 4'096;
  /// Who takes longer for a TLS handshake, to send a request, or to take its answer, is cut off.
  /// Also bounds how long a connection may stay idle between two requests.
  std::chrono::milliseconds client_timeout{30'000};
  /// Pause between two looks for what a live connection has to be told.
  std::chrono::milliseconds live_interval{500};
  std::chrono::milliseconds tick_interval{5'000};
  /// A live client that takes nothing for so long while there is something to take is cut off.
  std::chrono::milliseconds stall_max{10'000};
};

/// Where a server reads what it shows. All outlive the server.
struct fleet_sources {
  const domain::fleet_status_port& status;
  const domain::fleet_history_port& history;
  const domain::wall_clock& clock;
};

/// Shows the fleet to browsers and programs over HTTP(S) and WebSocket, on a thread of its own; see
/// docs/openapi-hub.yaml. It only shows: nothing that it is sent changes anything but who is logged
/// in.
class server {
public:
  /// Starts serving. Fails if an option makes no sense, a file cannot be used, or the address
  /// cannot be had.
  [[nodiscard]] static domain::result<std::unique_ptr<server>>
  start(const server_options& options, const fleet_sources& from, logging::logger log);

  server(const server&) = delete;
  server& operator=(const server&) = delete;

  /// Stops serving and closes all connections. Waits for what is being read of the history, which
  /// is told to end.
  ~server();

  /// The port that is listened on.
  [[nodiscard]] std::uint16_t port() const;

private:
  class implementation;

  explicit server(std::unique_ptr<implementation> made);

  std::unique_ptr<implementation> implementation_;
};

} // namespace riskd::dashboard
