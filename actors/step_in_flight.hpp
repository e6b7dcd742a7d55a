#pragma once

#include "messages/interfaces.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace riskd {

/// Timers of the account are due.
struct timers_due {};

/// The enforcer asked to be woken.
struct enforcement_wake {};

/// The account is to follow other settings.
struct new_settings {
  follow_settings what;
};

/// All rows of a snapshot have been applied.
struct snapshot_applied {
  domain::snapshot_purpose purpose{};
  /// Set if positions and open orders were both read.
  std::optional<domain::account_read> read;
};

/// Everything that an account can have to do.
using account_work = std::variant<account_input, snapshot_taken, snapshot_applied, order_looked_up,
                                  command_ended, timers_due, enforcement_wake, new_settings>;

struct work_item {
  account_work what;
  domain::clock_reading received;
};

/// The one step of an account that is being worked on. Nothing of it takes effect outside the
/// supervisor before the acknowledgement that brings it.
struct step_in_flight {
  std::uint64_t number = 0;
  account_work what;
  /// The step's time: of the event, or the instant of the timer.
  domain::clock_reading now;
  /// Journal sequence of the event, 0 if it is not one.
  std::uint64_t sequence = 0;
  domain::step_deltas deltas;
  /// Locks whose time has come are looked at before judging.
  bool releases = false;
  bool released = false;
  /// What timers have to tell once the locks of the same instant have ended.
  std::vector<domain::alert_record> alerts;
  bool causes_step = true;
  bool derive = false;
  domain::desk_stimulus why;
  std::vector<domain::decision> records;
  std::vector<domain::journal_entry> entries;
  /// What binds and is not waited for; written when the commands have left.
  std::vector<domain::intent_entry> intents;
  /// The intent whose writing the commands wait for; 0 if they wait for nothing.
  std::uint64_t awaited_intent = 0;
  /// What the enforcer wants done, once it may be done.
  std::optional<domain::desk_orders> orders;
  /// Who is working on it, and how to hand it over again.
  std::optional<child_role> worker;
  std::function<void()> hand_over;
  /// How often it killed its worker.
  std::uint32_t deaths = 0;
  std::uint32_t rule_failures = 0;
  std::string last_failure;
};

} // namespace riskd
