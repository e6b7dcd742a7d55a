#pragma once

#include "adapters/control_api/routes.hpp"

#include <string>
#include <vector>

namespace riskd::control_api {

/// How the test message to one receiver went.
struct tested_channel {
  std::string kind;
  /// `waiting`, `delivered` or `failed`; `none` if it was never tested.
  std::string state = "none";
  /// If it failed.
  std::string reason;
};

/// Whoever can send test messages. Calls are thread-safe and do not wait for a receiver.
class notify_service {
public:
  notify_service() = default;
  notify_service(const notify_service&) = delete;
  notify_service& operator=(const notify_service&) = delete;
  virtual ~notify_service() = default;

  /// Has a test message sent to every receiver. Fails with `refused` if there is none.
  /// @param by Who asks, for the audit.
  [[nodiscard]] virtual domain::result<void> send_test(const std::string& by) = 0;

  /// In the order of the configuration.
  [[nodiscard]] virtual std::vector<tested_channel> latest_test() = 0;
};

/// `POST /v1/notify/test` has test messages sent, `GET /v1/notify/test` tells how they went; both
/// for administrators (R-O-1).
/// @pre `service` outlives the table
[[nodiscard]] route_table notify_routes(notify_service& service);

} // namespace riskd::control_api
