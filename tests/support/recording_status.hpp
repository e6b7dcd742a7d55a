#pragma once

#include "domain/ports/status_port.hpp"

#include <memory>
#include <utility>

namespace riskd::test {

/// Keeps the last status that was published.
class recording_status final : public domain::status_port {
public:
  void publish(std::shared_ptr<const domain::daemon_status> latest) override {
    latest_ = std::move(latest);
    ++published;
  }

  [[nodiscard]] std::shared_ptr<const domain::daemon_status> latest() const override {
    return latest_;
  }

  int published = 0;

private:
  std::shared_ptr<const domain::daemon_status> latest_
    = std::make_shared<const domain::daemon_status>();
};

} // namespace riskd::test
