#pragma once

#include "domain/commands.hpp"
#include "domain/ports/broker_port.hpp"
#include "domain/reconciliation.hpp"
#include "domain/settings_plan.hpp"

#include <optional>
#include <string>
#include <vector>

namespace riskd {

// What an account asks of its gateway.

/// Commands the gateway to send a command to the broker.
struct send_command {
  domain::command_ticket ticket;
};

/// Reports that a command is likely to follow within a millisecond or two: its lock is being bound
/// and written, and whatever sends it should not fall asleep meanwhile.
struct command_ahead {
  domain::account_id account;

  friend bool operator==(const command_ahead&, const command_ahead&) = default;
};

/// Asks for one account as the broker shows it; answered by `snapshot_taken`.
struct read_account {
  domain::account_id account;
  domain::snapshot_purpose purpose{};
  /// Trades are read as well, from here on; left out if empty.
  std::optional<domain::time_point> trades_since;
  /// Whether the account row is read as well.
  bool account_row = false;
};

/// Commands the gateway to look for one account more.
struct guard_account {
  domain::settings_plan plan;
};

/// Asks what the broker knows about an order; answered by `order_looked_up`.
struct look_up_order {
  domain::account_id account;
  domain::order_id order;

  friend bool operator==(const look_up_order&, const look_up_order&) = default;
};

/// Reports which contracts an account holds or has orders in: it receives quotes of these only.
struct contracts_in_play {
  domain::account_id account;
  std::vector<domain::contract_id> contracts;

  friend bool operator==(const contracts_in_play&, const contracts_in_play&) = default;
};

/// Reports that an account has been judged from its first snapshot and may be streamed (R-G-1).
struct account_seen {
  domain::account_id account;

  friend bool operator==(const account_seen&, const account_seen&) = default;
};

std::string to_string(const send_command& x);
std::string to_string(const command_ahead& x);
std::string to_string(const read_account& x);
std::string to_string(const guard_account& x);
std::string to_string(const look_up_order& x);
std::string to_string(const contracts_in_play& x);
std::string to_string(const account_seen& x);

} // namespace riskd
