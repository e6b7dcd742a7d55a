#pragma once

#include "domain/notice.hpp"
#include "domain/notification_status.hpp"

#include <functional>

namespace riskd::domain {

/// Whoever carries notices to people who are elsewhere. Calls return at once and may come from any
/// thread; reports arrive on threads of the adapter and the sink must not block. What cannot be
/// delivered is counted and given up in the end: nothing ever waits for a receiver.
class notification_port {
public:
  using sink = std::function<void(notification_status)>;

  notification_port() = default;
  notification_port(const notification_port&) = delete;
  notification_port& operator=(const notification_port&) = delete;
  virtual ~notification_port() = default;

  /// From now on whatever changes about deliveries is reported; the first report comes at once.
  virtual void start(sink reports) = 0;

  /// Hands a notice to every receiver that is told of its severity.
  virtual void tell(notice what) = 0;

  /// Delivers what waits, for at most `grace`, and ends the threads. No report arrives after it
  /// returned. The only call that may block.
  virtual void stop(duration grace) = 0;
};

} // namespace riskd::domain
