#pragma once

#include "adapters/control_api/routes.hpp"

#include <string>

namespace riskd::control_api {

/// Whoever can end the daemon. Calls are thread-safe and do not wait for the end.
class shutdown_service {
public:
  shutdown_service() = default;
  shutdown_service(const shutdown_service&) = delete;
  shutdown_service& operator=(const shutdown_service&) = delete;
  virtual ~shutdown_service() = default;

  /// Has the daemon end as SIGTERM would (R-G-9).
  /// @param by Who asks, for the audit.
  virtual void shut_down(const std::string& by) = 0;
};

/// `POST /v1/shutdown` ends the daemon; for administrators (R-O-1).
/// @pre `service` outlives the table
[[nodiscard]] route_table shutdown_routes(shutdown_service& service);

} // namespace riskd::control_api
