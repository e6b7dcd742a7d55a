#pragma once

#include "actors/fleet_config.hpp"
#include "actors/fleet_uplink.hpp"
#include "adapters/logging/logger.hpp"
#include "adapters/monitor_link/hub_line.hpp"
#include "adapters/system_clock/random_source.hpp"
#include "domain/ports/wall_clock.hpp"
#include "tests/monitor/fleet_load_riskd.hpp"

#include <caf/actor_system.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>

namespace riskd::test {

/// What a hub said to one agent.
struct load_receipts {
  /// It took the agent in: once for each link.
  std::atomic<std::uint64_t> welcomes = 0;
  /// It took an update.
  std::atomic<std::uint64_t> updates = 0;
};

/// An agent as `riskmon agent` is one, with an actor system and a TLS link of its own, but for the
/// riskd that it watches. Used by one thread.
class load_agent {
public:
  /// Dials at once. @pre `clock` outlives it
  load_agent(const monitor_link::dial_options& hub, busy_riskd watched,
             const domain::wall_clock& clock, const logging::logger& log);

  load_agent(const load_agent&) = delete;
  load_agent& operator=(const load_agent&) = delete;

  /// Hangs up.
  ~load_agent();

  /// Tells what is new after a second.
  void tell_news();

  /// Has the hub told the records of the audit that it asked for.
  void answer();

  /// Hangs up, and does not wait for it.
  void leave();

  [[nodiscard]] const load_receipts& receipts() const {
    return *receipts_;
  }

  [[nodiscard]] const busy_riskd& watched() const {
    return watched_;
  }

private:
  [[nodiscard]] uplink_assignment assignment();

  const domain::wall_clock& clock_;
  const logging::logger log_;
  const std::shared_ptr<load_receipts> receipts_ = std::make_shared<load_receipts>();
  busy_riskd watched_;
  std::mutex guard_;
  std::optional<domain::wanted_records> wish_;
  fleet_config config_{adapters::make_random_fractions()};
  caf::actor_system system_{config_};
  fleet_uplink_actor uplink_;
  monitor_link::hub_line line_;
};

} // namespace riskd::test
