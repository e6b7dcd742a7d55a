#pragma once

#include "actors/fleet_config.hpp"
#include "adapters/dashboard/fleet_status_board.hpp"
#include "adapters/dashboard/server.hpp"
#include "adapters/fleet_store/fleet_history_reader.hpp"
#include "adapters/fleet_store/fleet_store.hpp"
#include "adapters/logging/logger.hpp"
#include "adapters/notify/notification_sender.hpp"
#include "adapters/system_clock/random_source.hpp"
#include "apps/riskmon/command_line.hpp"
#include "config/settings.hpp"
#include "domain/ports/wall_clock.hpp"
#include "domain/result.hpp"
#include "messages/fleet_interfaces.hpp"

#include <caf/actor_system.hpp>

#include <memory>

namespace riskd::riskmon {

/// Everything of a hub but the ways to it: what it remembers, the actor that knows all daemons, the
/// dashboard, and who is told of alarms.
class fleet_node {
public:
  /// Fails, naming what, if a part of it cannot be used.
  /// @pre `clock` outlives the node
  [[nodiscard]] static domain::result<std::unique_ptr<fleet_node>>
  open(const hub_choice& wanted, const config::notification_settings& notifications,
       const domain::wall_clock& clock, const logging::logger& log);

  fleet_node(const fleet_node&) = delete;
  fleet_node& operator=(const fleet_node&) = delete;

  /// Writes down what is known, tells what waits, and ends.
  ~fleet_node();

  [[nodiscard]] caf::actor_system& system() {
    return system_;
  }

  [[nodiscard]] const fleet_hub_actor& hub() const {
    return hub_;
  }

  /// The port of the dashboard.
  [[nodiscard]] std::uint16_t web_port() const {
    return web_->port();
  }

private:
  fleet_node(const hub_choice& wanted, const domain::wall_clock& clock, logging::logger log);

  [[nodiscard]] domain::result<domain::kept_fleet> open_store(const hub_choice& wanted);
  [[nodiscard]] domain::result<void>
  open_notifications(const config::notification_settings& notifications);
  [[nodiscard]] domain::result<void> open_web(const hub_choice& wanted);
  void begin(const hub_choice& wanted, domain::kept_fleet kept);

  const domain::wall_clock& clock_;
  const logging::logger log_;
  dashboard::fleet_status_board board_;
  std::unique_ptr<fleet::fleet_store> store_;
  fleet::fleet_history_reader history_;
  /// Null if nobody is told.
  std::unique_ptr<notify::notification_sender> notifications_;
  fleet_config config_{adapters::make_random_fractions()};
  caf::actor_system system_{config_};
  fleet_hub_actor hub_;
  std::unique_ptr<dashboard::server> web_;
};

} // namespace riskd::riskmon
