#pragma once

#include "actors/deterministic_system.hpp"
#include "domain/account_settings.hpp"
#include "domain/broker_clock.hpp"
#include "domain/ports/notification_port.hpp"
#include "tests/support/fake_broker.hpp"
#include "tests/support/fake_children.hpp"
#include "tests/support/recording_journal.hpp"
#include "tests/support/recording_status.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

namespace riskd::test {

/// The whole tree of the daemon's actors with a broker, a journal and clocks that the test moves.
/// Its time begins at T0 of the scenarios.
class deterministic_daemon {
public:
  deterministic_daemon();
  ~deterministic_daemon();

  deterministic_daemon(const deterministic_daemon&) = delete;
  deterministic_daemon& operator=(const deterministic_daemon&) = delete;

  /// Guards an account under rules in the shorthand of scenarios, such as `003 {limit: -400}`.
  /// Returns its settings, which may be changed until `start`.
  domain::account_settings& guard(domain::account_id account, std::string_view rules);

  /// Makes the next start find an account whose settings were worked out for a day, with what
  /// comes after it. @pre it is guarded
  void plan(domain::account_id account, domain::pending_settings pending,
            std::chrono::year_month_day day);

  /// Starts all actors and handles what follows at once: with a broker that answers, every account
  /// is compared and streamed then.
  void start();

  /// Ends everything at one blow, as `kill -9` does. The broker's book and what the journal kept
  /// stay for the next `start`.
  void kill();

  /// Handles messages until none waits; no time passes.
  void settle();

  /// Lets time pass, timer by timer.
  void advance(domain::duration by);

  /// Lets the first account that is guarded follow other settings, as a new reading of the
  /// configuration does, and handles what follows.
  void offer(follow_settings what);

  // Deaths

  void kill_gateway();
  void kill_supervisor(domain::account_id account);

  /// Hands an acknowledgement to the supervisor of an account, as a late child would.
  template <class Acknowledgement>
  void acknowledge_late(domain::account_id account, Acknowledgement what);

  // What people see

  /// @pre the account was published
  [[nodiscard]] const domain::account_status& account(domain::account_id id) const;

  /// How often the alert was raised, for any account or for one.
  [[nodiscard]] std::size_t alerts(domain::alert_code code) const;
  [[nodiscard]] std::size_t alerts(domain::account_id account, domain::alert_code code) const;

  domain::virtual_clock clock;
  domain::broker_clock login_clock{clock};
  fake_broker broker{login_clock};
  recording_journal journal;
  recording_status status;
  child_faults faults;
  /// What the next start finds.
  std::vector<domain::restored_account> stored;
  /// Who is told from the next start on; nobody if null. Outlives that run.
  domain::notification_port* notifications = nullptr;
  std::vector<int> warn_at_percent;

private:
  struct running;

  struct guarded {
    domain::account_settings settings;
    std::optional<domain::pending_settings> pending;
    std::chrono::year_month_day day{};
  };

  std::vector<guarded> accounts_;
  std::unique_ptr<running> running_;
};

} // namespace riskd::test
