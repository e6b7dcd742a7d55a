#pragma once

#include "actors/delivery.hpp"
#include "messages/interfaces.hpp"

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace riskd {

/// The seam between an adapter's thread and the gateway actor that may be replaced behind it. Keeps
/// what arrives while there is no gateway, tells a new one how session and links stand, and never
/// keeps an actor alive beyond `close`.
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
  /// Remembers what a later gateway must know.
  void note(const domain::broker_event& event);

  /// Of the adapter's thread.
  delivery_allowance allowance_;
  std::mutex mutex_;
  std::optional<broker_gateway_actor> gateway_;
  std::deque<domain::broker_event> kept_;
  std::optional<domain::broker_event> session_;
  std::map<domain::link, domain::broker_event> links_;
  bool closed_ = false;
};

} // namespace riskd
