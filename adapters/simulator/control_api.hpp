#pragma once

#include "adapters/simulator/gateway_core.hpp"
#include "adapters/simulator/http_message.hpp"

#include <functional>

namespace riskd::simulator {

/// The control endpoint: tests and demos act as the trader in the broker's own platform, move the
/// market, order faults and look at everything (docs/SIMULATOR.md). Free of I/O.
class control_api {
public:
  /// @param quit ends the program, after the reply
  control_api(gateway_core& core, std::function<void()> quit)
    : core_(core), quit_(std::move(quit)) {
  }

  /// @pre the core has been advanced to now
  [[nodiscard]] http_reply handle(const http_request& request);

private:
  gateway_core& core_;
  std::function<void()> quit_;
};

} // namespace riskd::simulator
