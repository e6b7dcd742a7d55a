#pragma once

#include "actors/spawn.hpp"
#include "domain/account_watch.hpp"
#include "domain/ports/journal_port.hpp"
#include "domain/ports/notification_port.hpp"
#include "domain/ports/wall_clock.hpp"
#include "messages/interfaces.hpp"

#include <map>
#include <vector>

namespace riskd {

/// What the notifier is given.
struct notifier_assignment {
  logging::logger log;
  /// @invariant outlives the actor system, like the ports
  const domain::wall_clock* clock = nullptr;
  domain::journal_port* journal = nullptr;
  /// Null if nobody is to be told: limits are announced in status, log and audit all the same.
  domain::notification_port* port = nullptr;
  status_listener_actor board;
  std::vector<int> warn_at_percent;
  /// What was told before the start of the daemon.
  std::map<domain::account_id, std::vector<domain::limit_announced>> announced;
  /// Locks that were there before are no news.
  domain::time_point since;
};

/// Decides what people are told: every alert, every lock that begins, changes or ends, limits that
/// come near or are reached. It raises the alert `limit_warning` itself. To whom, when and how
/// often is the port's matter, which never blocks.
class notifier_state {
public:
  static constexpr const char* name = "notifier";

  using self_pointer = notifier_actor::stateful_pointer<notifier_state>;

  explicit notifier_state(self_pointer self) : self_(self) {
  }

  notifier_actor::behavior_type make_behavior(notifier_assignment assignment);

private:
  struct known_account {
    domain::told_account who;
    domain::account_watch watch;
  };

  void on_introduced(const account_introduced& introduction);
  void on_account(const domain::account_status& latest);
  void on_alert(const alert_raised& alert);
  domain::audit_entry raise(const domain::account_id& account, const domain::told_account& who,
                            domain::alert_record warning);
  void tell(domain::notice what);
  known_account& account_of(const domain::account_id& id, const std::string& its_name);

  self_pointer self_;
  notifier_assignment given_;
  /// One for each guarded account.
  std::map<domain::account_id, known_account> accounts_;
};

notifier_actor::behavior_type notifier(notifier_state::self_pointer self,
                                       notifier_assignment assignment);

} // namespace riskd
