#pragma once

#include "adapters/logging/logger.hpp"
#include "adapters/service/notify_socket.hpp"
#include "adapters/service/service_report.hpp"
#include "domain/ports/status_port.hpp"
#include "domain/ports/wall_clock.hpp"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>

namespace riskd::service {

/// Tells the service manager how the daemon is, from a thread of its own that reads the published
/// status and never waits for an actor.
class service_reporter {
public:
  /// @param watchdog Silence after which the manager ends the process; empty if it does not watch.
  /// @pre `status` and `clock` outlive the reporter
  service_reporter(notify_socket manager, std::optional<domain::duration> watchdog,
                   const domain::status_port& status, const domain::wall_clock& clock,
                   logging::logger log);

  service_reporter(const service_reporter&) = delete;
  service_reporter& operator=(const service_reporter&) = delete;

  /// Says nothing more.
  ~service_reporter();

  /// Tells that the daemon ends, and why; nothing is said afterwards, the watchdog included: the
  /// manager has a time-out of its own for the end.
  void stopping(std::string_view because);

private:
  void report_until_ended();

  void look();

  void end();

  notify_socket manager_;
  const domain::status_port& status_;
  const domain::wall_clock& clock_;
  logging::logger log_;
  service_report report_;
  domain::duration interval_;
  std::mutex guard_;
  std::condition_variable ended_changed_;
  bool ended_ = false;
  /// Last: it uses all of the above.
  std::thread thread_;
};

} // namespace riskd::service
