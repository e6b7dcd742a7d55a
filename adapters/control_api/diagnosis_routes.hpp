#pragma once

#include "adapters/control_api/diagnosis_json.hpp"
#include "adapters/control_api/routes.hpp"

#include <vector>

namespace riskd::control_api {

/// Whoever can look at the ways to the gateways. Calls are thread-safe and do not wait for a
/// gateway.
class diagnosis_service {
public:
  diagnosis_service() = default;
  diagnosis_service(const diagnosis_service&) = delete;
  diagnosis_service& operator=(const diagnosis_service&) = delete;
  virtual ~diagnosis_service() = default;

  /// Begins to look, unless that is under way or has only just been done.
  virtual void start() = 0;

  struct report {
    bool is_over = true;
    /// In the order of the configuration.
    std::vector<gateway_diagnosis> gateways;
  };

  [[nodiscard]] virtual report latest() = 0;
};

/// `POST /v1/diagnose` has the ways to the gateways looked at, `GET /v1/diagnose` tells what was
/// found; both for traders, because nothing changes by it (R-O-3).
/// @pre `service` outlives the table
[[nodiscard]] route_table diagnosis_routes(diagnosis_service& service);

} // namespace riskd::control_api
