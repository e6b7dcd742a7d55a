#pragma once

#include "actors/spawn.hpp"
#include "domain/fleet/daemon_watch.hpp"
#include "domain/fleet/fleet_alarms.hpp"
#include "domain/ports/fleet_history_port.hpp"
#include "domain/ports/fleet_status_port.hpp"
#include "domain/ports/notification_port.hpp"
#include "domain/ports/wall_clock.hpp"
#include "messages/fleet_interfaces.hpp"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace riskd {

/// What a fleet hub is given.
struct hub_assignment {
  logging::logger log;
  /// @invariant outlives the actor system, like the ports
  const domain::wall_clock* clock = nullptr;
  domain::fleet_status_port* board = nullptr;
  domain::fleet_journal_port* journal = nullptr;
  /// Null if nobody is to be told.
  domain::notification_port* notifications = nullptr;
  /// What an earlier hub knew.
  domain::kept_fleet kept;
  /// Daemons that are missed even if they never came.
  std::vector<std::string> expected;
  domain::duration silent_after{};
  /// Daemons whose audit somebody looked into and accepts: it is begun anew and taken as it comes,
  /// broken or not. Only whoever starts the hub can say so.
  std::set<std::string> accepted_audits;
  /// Who accepts them; for people.
  std::string accepted_by = "whoever started the hub";
};

/// Knows all daemons: takes what their links tell, sees who falls silent, raises alarms, publishes
/// what it knows and has it written down.
class fleet_hub_state {
public:
  static constexpr const char* name = "fleet-hub";

  using self_pointer = fleet_hub_actor::stateful_pointer<fleet_hub_state>;

  explicit fleet_hub_state(self_pointer self) : self_(self) {
  }

  fleet_hub_actor::behavior_type make_behavior(hub_assignment assignment);

private:
  struct known_daemon {
    domain::daemon_watch watch;
    fleet_link_actor link;
    /// What was last written down, and when (monotonic).
    std::shared_ptr<const domain::fleet_daemon> kept;
    domain::duration kept_at{};
  };

  known_daemon& daemon_of(const std::string& who);
  void accept_audit(const std::string& who);
  void begin(const link_began& report);
  void end(const link_ended& report);
  void take(const update_arrived& report);
  void look(std::uint64_t generation);
  void publish();
  void keep(known_daemon& daemon, domain::duration now, bool at_once);
  void tell(const domain::fleet_alarm& alarm);

  self_pointer self_;
  hub_assignment given_;
  domain::time_point started_;
  std::map<std::string, known_daemon> daemons_;
  std::unique_ptr<domain::fleet_alarms> alarms_;
  bool is_published_ = false;
  std::uint64_t tick_generation_ = 0;
};

fleet_hub_actor::behavior_type fleet_hub(fleet_hub_state::self_pointer self,
                                         hub_assignment assignment);

} // namespace riskd
