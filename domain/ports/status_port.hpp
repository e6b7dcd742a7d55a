#pragma once

#include "domain/daemon_status.hpp"

#include <memory>

namespace riskd::domain {

/// Where the status board publishes, and the only thing that the local API reads: API threads never
/// message an actor (DESIGN 8). Both calls are thread-safe and do not block.
class status_port {
public:
  status_port() = default;
  status_port(const status_port&) = delete;
  status_port& operator=(const status_port&) = delete;
  virtual ~status_port() = default;

  virtual void publish(std::shared_ptr<const daemon_status> latest) = 0;

  /// Never null.
  [[nodiscard]] virtual std::shared_ptr<const daemon_status> latest() const = 0;
};

} // namespace riskd::domain
