#pragma once

#include "actors/spawn.hpp"
#include "domain/ports/status_port.hpp"
#include "domain/ports/wall_clock.hpp"
#include "messages/interfaces.hpp"

#include <deque>
#include <map>
#include <memory>
#include <string>

namespace riskd {

/// What the status board is given.
struct board_assignment {
  logging::logger log;
  /// @invariant outlives the actor system
  const domain::wall_clock* clock = nullptr;
  /// @invariant outlives the actor system
  domain::status_port* port = nullptr;
  std::string version;
  std::int64_t pid = 0;
  /// Names of every enabled account, in the order of the configuration: an account that was not
  /// found at its broker is shown all the same.
  std::vector<settings_ptr> accounts;
};

/// Holds the latest status of everything and publishes it whole, for whoever asks from other
/// threads.
class status_board_state {
public:
  static constexpr const char* name = "status-board";

  using self_pointer = status_board_actor::stateful_pointer<status_board_state>;

  explicit status_board_state(self_pointer self) : self_(self) {
  }

  status_board_actor::behavior_type make_behavior(board_assignment assignment);

private:
  using account_status_pointer = std::shared_ptr<const domain::account_status>;

  void on_account(const account_status_changed& change);
  void show(account_status_pointer latest);
  void on_unguarded(const account_unguarded& report);
  void on_alert(const alert_raised& alert);
  void mark_dirty();
  void publish();

  self_pointer self_;
  board_assignment given_;
  domain::daemon_status status_;
  /// Where each account that has its id, and each that only has a name so far, stands in it.
  std::map<domain::account_id, std::size_t> places_;
  std::multimap<std::string, std::size_t> unresolved_;
  std::map<std::string, std::shared_ptr<const domain::gateway_status>> gateways_;
  /// Null if nobody is to be told.
  notice_listener_actor notifier_;
  std::deque<domain::alert_status> alerts_;
  bool stopping_ = false;
  bool due_ = false;
  std::uint64_t generation_ = 0;
};

status_board_actor::behavior_type status_board(status_board_state::self_pointer self,
                                               board_assignment assignment);

} // namespace riskd
