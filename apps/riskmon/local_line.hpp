#pragma once

#include "adapters/logging/logger.hpp"
#include "apps/riskmon/agent_reception.hpp"
#include "domain/ports/hub_line_port.hpp"

#include <functional>
#include <mutex>
#include <string>

namespace riskd::riskmon {

/// The way from an agent to a hub in the same process: a socket pair, and nothing of a network.
class local_line final : public domain::hub_line_port {
public:
  /// @param opened Gets one end, to be owned by whoever gets it.
  local_line(agent_reception& hub, std::string agent, std::function<void(int)> opened);

  /// Nothing is dialled before.
  void begin();

  void dial() override;

  void hang_up() override;

private:
  void lay();

  agent_reception& hub_;
  const std::string agent_;
  const std::function<void(int)> opened_;
  std::mutex guard_;
  bool has_begun_ = false;
  bool is_wished_ = false;
};

} // namespace riskd::riskmon
