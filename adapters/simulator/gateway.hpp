#pragma once

#include "adapters/simulator/gateway_core.hpp"
#include "domain/ports/wall_clock.hpp"
#include "domain/result.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace riskd::simulator {

/// Where the gateway listens.
struct gateway_address {
  /// Numeric.
  std::string bind = "127.0.0.1";
  /// 0 lets the system choose, for both ports.
  unsigned short port = 0;
  unsigned short control_port = 0;
  /// PEM files; without them everything is plain TCP. The control port always is.
  std::optional<std::string> tls_certificate;
  std::optional<std::string> tls_key;
};

/// The ports in use.
struct gateway_ports {
  unsigned short gateway = 0;
  unsigned short control = 0;
};

/// The gateway on the network: one thread, one event loop.
class gateway {
public:
  /// @param clock must outlive the gateway
  gateway(gateway_contents contents, const domain::wall_clock& clock);

  gateway(const gateway&) = delete;
  gateway& operator=(const gateway&) = delete;
  ~gateway();

  /// Opens both ports. Fails if one cannot be opened or the certificate cannot be used.
  [[nodiscard]] domain::result<gateway_ports> listen(const gateway_address& where);

  [[nodiscard]] const gateway_core& core() const;

  /// Serves until SIGINT, SIGTERM or `POST /control/quit`.
  void run();

private:
  class network;

  std::unique_ptr<network> network_;
};

} // namespace riskd::simulator
