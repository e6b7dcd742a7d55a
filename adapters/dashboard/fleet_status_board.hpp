#pragma once

#include "domain/ports/fleet_status_port.hpp"

#include <atomic>
#include <memory>

namespace riskd::dashboard {

/// Holds the latest status of the fleet for whoever asks. Starts out with one that knows no daemon.
class fleet_status_board final : public domain::fleet_status_port {
public:
  /// @pre `latest` is not null, and neither is any of its daemons
  void publish(std::shared_ptr<const domain::fleet_status> latest) override;

  [[nodiscard]] std::shared_ptr<const domain::fleet_status> latest() const override;

private:
  std::atomic<std::shared_ptr<const domain::fleet_status>> latest_
    = std::make_shared<const domain::fleet_status>();
};

} // namespace riskd::dashboard
