#pragma once

#include "actors/fleet_uplink.hpp"
#include "adapters/logging/logger.hpp"
#include "adapters/riskd_feed/riskd_feed.hpp"
#include "domain/ports/hub_line_port.hpp"
#include "domain/ports/wall_clock.hpp"

#include <caf/actor_system.hpp>

#include <filesystem>
#include <memory>

namespace riskd::riskmon {

/// Tells one hub of the riskd beside this process: the feed that follows riskd, and the actor that
/// tells. Each hub has its own, so that none waits for another.
class watched_riskd {
public:
  /// @param line Is not dialled by this before the actor is there.
  /// @pre `system`, `line` and `clock` outlive it
  watched_riskd(caf::actor_system& system, domain::hub_line_port& line,
                const std::filesystem::path& socket, const domain::wall_clock& clock,
                const logging::logger& log);

  watched_riskd(const watched_riskd&) = delete;
  watched_riskd& operator=(const watched_riskd&) = delete;

  /// Hangs up, and waits until nothing is told any more.
  ~watched_riskd();

  [[nodiscard]] const fleet_uplink_actor& uplink() const {
    return uplink_;
  }

private:
  [[nodiscard]] uplink_assignment assignment(domain::hub_line_port& line,
                                             const domain::wall_clock& clock,
                                             const logging::logger& log);
  [[nodiscard]] riskd_feed::feed_listener listener() const;

  caf::actor_system& system_;
  fleet_uplink_actor uplink_;
  std::unique_ptr<riskd_feed::riskd_feed> feed_;
};

} // namespace riskd::riskmon
