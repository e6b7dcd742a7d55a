#pragma once

#include "domain/account_fold.hpp"
#include "domain/ports/broker_port.hpp"
#include "domain/ports/journal_port.hpp"
#include "domain/reconciliation.hpp"
#include "domain/settings_plan.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace riskd {

// What reaches the gateway from its adapter and an account from its gateway.

/// Reports what the broker's adapter saw.
struct broker_reported {
  domain::broker_event event;
};

/// Reports something that can change one account, in the order in which the gateway delivered it.
struct account_input {
  domain::state_input input;
  /// What the gateway knows about the contract concerned.
  std::optional<domain::contract_row> row;
  std::optional<domain::quote> market;
  domain::clock_reading received;
  /// Ascending by one per account; a gap means that an event was lost on the way.
  std::uint64_t sequence = 0;
  /// Dropped once the event has been judged, or parked behind a restart.
  domain::in_flight_credit credit;
};

/// Reports one account as the broker shows it over REST.
struct snapshot_taken {
  domain::account_snapshot snapshot;
  domain::clock_reading received;
  /// What the gateway knows about the contracts that are listed.
  domain::catalogue contracts;
  std::map<domain::contract_id, domain::quote> markets;
  /// How many accounts share the request budget of the login.
  std::size_t sharers = 1;
};

/// Reports what the broker knows about one order that was looked up by id.
struct order_looked_up {
  domain::order_id order;
  /// Empty if the broker does not know the order, or if the question failed.
  std::optional<domain::order_row> row;
  bool failed = false;
  domain::clock_reading received;
};

/// Reports the end of a command's call.
struct command_ended {
  domain::command_replied reply;
  domain::clock_reading received;
};

/// Reports that a link to the broker came up or went down.
struct link_reported {
  domain::link_changed change;
  domain::clock_reading received;
};

/// Reports what became of records that were handed to the journal.
struct journal_reported {
  domain::journal_report report;
};

/// Reports that wall-clock time jumped against monotonic time: deadlines have to be looked at
/// again.
struct clock_stepped {
  /// Positive if the wall clock moved forward.
  domain::duration by{};
  /// The broker's clock says so, and an alert was raised.
  bool by_broker = false;

  friend bool operator==(const clock_stepped&, const clock_stepped&) = default;
};

/// Asks that every rule of every account be proven to fire.
struct self_test_wanted {
  /// Who asked, for the audit.
  std::string by;
};

/// Asks that every account be compared with what the broker lists (R-G-5).
struct comparison_wanted {
  /// Who asked, for the audit.
  std::string by;
};

/// Commands an account to follow other settings (R-C-8).
struct follow_settings {
  domain::settings_plan plan;
  /// Who asked, for the audit.
  std::string by;
};

/// Reports that the configuration was read again, and what that means.
struct configuration_reloaded {
  struct account {
    /// Index of the gateway in the daemon's list.
    std::size_t gateway = 0;
    /// Index of the account in the gateway's list; its length for an account that is new.
    std::size_t entry = 0;
    follow_settings what;
  };

  std::vector<account> accounts;
  /// Why it was refused as a whole: how many problems it has. Nothing changes then.
  std::size_t problems = 0;
  /// Of the whole configuration.
  std::string config_hash;
  /// Who asked, for the audit.
  std::string by;
};

std::string to_string(const self_test_wanted& x);
std::string to_string(const comparison_wanted& x);
std::string to_string(const follow_settings& x);
std::string to_string(const configuration_reloaded& x);
std::string to_string(const broker_reported& x);
std::string to_string(const account_input& x);
std::string to_string(const snapshot_taken& x);
std::string to_string(const order_looked_up& x);
std::string to_string(const command_ended& x);
std::string to_string(const link_reported& x);
std::string to_string(const journal_reported& x);
std::string to_string(const clock_stepped& x);

} // namespace riskd
