#pragma once

#include "actors/spawn.hpp"
#include "domain/fleet/fleet_outbox.hpp"
#include "domain/ports/hub_line_port.hpp"
#include "domain/ports/wall_clock.hpp"
#include "messages/fleet_interfaces.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace riskd {

/// What a fleet uplink is given.
struct uplink_assignment {
  logging::logger log;
  /// @invariant outlives the actor system, like the line
  const domain::wall_clock* clock = nullptr;
  domain::hub_line_port* line = nullptr;
  /// Has records of the audit read; `records_noticed` follows. Returns at once.
  std::function<void(const domain::wanted_records&)> read_records;
  /// Numbers spread evenly over `[0, 1)`, for the pauses between attempts.
  std::function<double()> random;
  /// Of this program.
  std::string version;
};

/// Keeps one hub informed of the riskd beside the agent: attaches, and attaches again for ever;
/// tells what is new as far as the hub takes it; has read what the hub lacks.
class fleet_uplink_state {
public:
  static constexpr const char* name = "fleet-uplink";

  using self_pointer = fleet_uplink_actor::stateful_pointer<fleet_uplink_state>;

  explicit fleet_uplink_state(self_pointer self) : self_(self) {
  }

  fleet_uplink_actor::behavior_type make_behavior(uplink_assignment assignment);

private:
  void open(int descriptor);
  void greet(const caf::strong_actor_ptr& hub);
  void on_receipt(const hub_receipt& told);
  void lose(const std::string& reason);
  void dial(std::uint64_t generation);
  void beat(std::uint64_t generation);
  void take_records(const records_noticed& report);
  /// Tells what is due, and has read what is wanted.
  void pump();

  self_pointer self_;
  uplink_assignment given_;
  domain::fleet_outbox outbox_;
  caf::strong_actor_ptr hub_;
  /// What is told again as a sign of life.
  std::optional<domain::daemon_report> latest_;
  /// Records are being read for the hub.
  bool is_reading_ = false;
  /// What was read last was of no use to the hub: most likely it has all there is.
  bool is_read_out_ = false;
  /// How many updates may go out until the next beat.
  std::size_t updates_left_ = 0;
  domain::duration last_told_{};
  std::uint32_t failures_ = 0;
  std::uint64_t attempt_ = 0;
  std::uint64_t beat_generation_ = 0;
};

fleet_uplink_actor::behavior_type fleet_uplink(fleet_uplink_state::self_pointer self,
                                               uplink_assignment assignment);

} // namespace riskd
