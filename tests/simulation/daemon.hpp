#pragma once

#include "actors/deterministic_system.hpp"
#include "domain/account_settings.hpp"
#include "domain/broker_clock.hpp"
#include "domain/virtual_clock.hpp"
#include "tests/simulation/fault.hpp"
#include "tests/simulation/store.hpp"
#include "tests/simulation/venue.hpp"
#include "tests/support/fake_children.hpp"
#include "tests/support/recording_status.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace riskd::simulation {

/// The daemon's real actors on a simulated venue and store; one life after the other.
class simulated_daemon {
public:
  /// @pre all of them outlive the daemon
  /// @param seed Of the order in which actors handle their messages
  simulated_daemon(domain::virtual_clock& clock, simulated_venue& venue, simulated_store& store,
                   domain::status_port& status,
                   const std::vector<domain::account_settings>& accounts, std::uint64_t seed);
  ~simulated_daemon();

  simulated_daemon(const simulated_daemon&) = delete;
  simulated_daemon& operator=(const simulated_daemon&) = delete;

  /// Begins with what the store kept.
  void start();

  /// Ends at one blow. @param power Whether the machine ends with it
  void die(bool power);

  [[nodiscard]] bool is_up() const {
    return running_ != nullptr;
  }

  /// Lets time pass, also while no daemon runs.
  void advance(domain::duration by);

  /// How long until the next timer fires; empty if none is set.
  [[nodiscard]] std::optional<domain::duration> next_timer() const;

  /// Handles messages until none waits.
  void settle();

  /// Handles at most so many messages.
  void handle(std::size_t messages);

  /// Makes an actor fail now or at its next step.
  void strike(const fault& what);

  /// A fault that waited for its occasion strikes.
  std::function<void(domain::account_id, fault_kind)> on_fault;

  /// Nothing fails any more.
  void heal();

  [[nodiscard]] std::size_t timers() const;

private:
  struct running;

  template <class Step>
  void install(test::child_faults::hooks<Step>& hooks, fault_kind kind);
  void fail_if_armed(domain::account_id account, fault_kind kind, bool done);

  domain::virtual_clock& clock_;
  simulated_venue& venue_;
  simulated_store& store_;
  domain::status_port& status_;
  const std::vector<domain::account_settings>& accounts_;
  test::random_choices draw_;
  test::child_faults faults_;
  std::vector<fault> armed_;
  std::unique_ptr<running> running_;
};

} // namespace riskd::simulation
