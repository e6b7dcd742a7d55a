#pragma once

#include "actors/account_supervisor.hpp"
#include "actors/broker_gateway.hpp"
#include "actors/notifier.hpp"
#include "actors/report_relay.hpp"
#include "actors/session_clock.hpp"
#include "actors/status_board.hpp"
#include "domain/measurements.hpp"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace riskd {

/// One broker login and the accounts it guards.
struct gateway_plan {
  std::string name;
  /// @invariant outlives the actor system
  domain::broker_port* port = nullptr;
  std::vector<domain::settings_plan> accounts;
  /// What the login and its accounts take for the time. @invariant outlives the actor system
  domain::broker_clock* clock = nullptr;
  /// R-X-4
  domain::duration conflation{};
  /// Products whose quotes are read before any position.
  std::vector<std::string> products;
  /// Shown in status, for example that the connection is not encrypted.
  std::string remark;
};

/// Everything the actors need of the outside.
struct daemon_plan {
  logging::logger log;
  const domain::wall_clock* clock = nullptr;
  domain::journal_port* journal = nullptr;
  domain::status_port* status = nullptr;
  std::string version;
  std::int64_t pid = 0;
  /// Of the whole configuration, for the audit chain.
  std::string config_hash;
  /// What was found when the store was opened.
  std::vector<domain::alert_record> opening_alerts;
  std::vector<gateway_plan> gateways;
  std::vector<domain::restored_account> stored;
  /// The store was lost: every account is held until its next reset (R-L-15).
  bool store_lost = false;
  /// Accounts that were guarded before and are not in the store (R-P-4).
  std::set<domain::account_id> lost_accounts;
  child_factory children = make_child_factory();
  /// Takes down what happens, if it is not null. @invariant outlives the actor system
  domain::recording_port* recording = nullptr;
  /// Where what the actors do is measured, if it is not null. @invariant outlives the actor system
  domain::measurements* measures = nullptr;
  /// Carries notices to people, if it is not null. @invariant outlives the actor system
  domain::notification_port* notifications = nullptr;
  /// Percent of a limit at which it is announced.
  std::vector<int> warn_at_percent;
};

/// Owns all other actors: starts them in order of dependency, replaces those that die, stops them
/// in reverse.
class root_supervisor_state {
public:
  static constexpr const char* name = "root-supervisor";

  using self_pointer = root_supervisor_actor::stateful_pointer<root_supervisor_state>;

  explicit root_supervisor_state(self_pointer self) : self_(self) {
  }

  root_supervisor_actor::behavior_type make_behavior(daemon_plan plan);

private:
  struct account_entry {
    std::size_t gateway = 0;
    /// Index in the gateway's list.
    std::size_t entry = 0;
    settings_ptr settings;
    std::optional<domain::pending_settings> pending;
    /// What it was last told to follow; saying it twice changes nothing.
    std::optional<follow_settings> offered;
    domain::account_row row;
    std::int64_t owner = 0;
    account_supervisor_actor actor;
    bool up = false;
    domain::duration clock_lag{};
    /// What must survive the supervisor.
    standing_ptr binding;
    domain::lock_clock lock_measures;
    state_ptr state;
    desk_ptr desk;
    std::vector<call_in_flight> calls;
    /// Monotonic time of the latest death, and how many came in quick succession.
    domain::duration died_at{};
    std::uint32_t deaths = 0;
    /// Monotonic time from which it may be replaced.
    domain::duration replace_at{};
  };

  struct gateway_entry {
    broker_gateway_actor actor;
    std::shared_ptr<report_relay> relay;
    bool up = false;
    /// Its accounts have been looked for.
    bool listed = false;
  };

  struct notifier_entry {
    notifier_actor actor;
    bool up = false;
    /// As of an account.
    domain::duration died_at{};
    std::uint32_t deaths = 0;
    domain::duration replace_at{};
  };

  [[nodiscard]] bool needs_notifier() const;
  void spawn_notifier(domain::time_point since);
  void introduce(domain::account_id id, const account_entry& entry);
  void on_notifier_died(const caf::error& reason);
  void replace_notifier();
  void start_gateways();
  void spawn_gateway(std::size_t index);
  void introduce_accounts(std::size_t index);
  void on_listed(const accounts_listed& listed);
  void on_resolved(const account_resolved& found);
  void spawn_account(domain::account_id id, account_entry& entry, bool first);
  void raise(domain::alert_record alert, std::optional<domain::account_id> account = {});
  void audit(const char* type, const std::string& text);
  void on_journal(const domain::journal_report& report);
  void on_exit(const caf::exit_msg& message);
  void on_account_died(domain::account_id id, account_entry& entry, const caf::error& reason);
  void restart();
  void reload(const configuration_reloaded& change);
  void guard_again(std::size_t gateway, std::size_t entry);
  void on_clock_stepped(const clock_stepped& step);
  template <class Request>
  void pass_on(const std::string& text, const Request& wanted);
  void stop(const stop_work& command);
  void stop_rest_if_accounts_are_gone();

  self_pointer self_;
  daemon_plan plan_;
  status_board_actor board_;
  session_clock_actor clock_;
  notifier_entry notifier_;
  std::vector<gateway_entry> gateways_;
  std::map<domain::account_id, account_entry> accounts_;
  /// Found, but left alone: the file does not list them, and their day is over.
  std::vector<account_resolved> left_alone_;
  bool stopping_ = false;
  /// `normal` if the root ends by itself because there is nothing to guard.
  caf::exit_reason last_words_ = caf::exit_reason::user_shutdown;
};

root_supervisor_actor::behavior_type root_supervisor(root_supervisor_state::self_pointer self,
                                                     daemon_plan plan);

} // namespace riskd
