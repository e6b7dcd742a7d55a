#pragma once

#include "domain/ports/status_port.hpp"

#include <atomic>
#include <memory>

namespace riskd::control_api {

/// Holds the latest status for whoever asks. Starts out with an empty status, phase STARTING.
class status_board_port final : public domain::status_port {
public:
  /// @pre `latest` is not null
  void publish(std::shared_ptr<const domain::daemon_status> latest) override;

  [[nodiscard]] std::shared_ptr<const domain::daemon_status> latest() const override;

private:
  std::atomic<std::shared_ptr<const domain::daemon_status>> latest_
    = std::make_shared<const domain::daemon_status>();
};

} // namespace riskd::control_api
