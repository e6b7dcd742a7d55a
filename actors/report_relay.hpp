#pragma once

#include "messages/interfaces.hpp"

#include <deque>
#include <memory>
#include <mutex>
#include <optional>

namespace riskd {

/// The seam between an adapter's thread and the gateway actor that may be replaced behind it. Keeps
/// what arrives while there is no gateway, and never keeps an actor alive beyond `close`.
class report_relay {
public:
  /// Delivers what was kept, and everything from now on, to `gateway`.
  void connect(broker_gateway_actor gateway);

  /// The gateway is gone; reports are kept until the next `connect`.
  void disconnect();

  /// No gateway will come any more; reports are dropped.
  void close();

  /// Called on the adapter's thread.
  void forward(domain::broker_event event);

private:
  std::mutex mutex_;
  std::optional<broker_gateway_actor> gateway_;
  std::deque<domain::broker_event> kept_;
  bool closed_ = false;
};

} // namespace riskd
