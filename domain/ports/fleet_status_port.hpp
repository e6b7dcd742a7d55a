#pragma once

#include "domain/fleet/fleet_status.hpp"

#include <memory>

namespace riskd::domain {

/// Where a hub publishes what it knows, and the only thing that dashboards and metrics read of it.
/// Both calls are thread-safe and do not block.
class fleet_status_port {
public:
  fleet_status_port() = default;
  fleet_status_port(const fleet_status_port&) = delete;
  fleet_status_port& operator=(const fleet_status_port&) = delete;
  virtual ~fleet_status_port() = default;

  virtual void publish(std::shared_ptr<const fleet_status> latest) = 0;

  /// Never null.
  [[nodiscard]] virtual std::shared_ptr<const fleet_status> latest() const = 0;
};

} // namespace riskd::domain
