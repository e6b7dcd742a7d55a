#pragma once

#include "messages/account_steps.hpp"
#include "messages/roles.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace riskd {

// How actors come to know each other, and how they end.

/// Reports that a configured account was found at the broker.
struct account_resolved {
  /// Index of the gateway in the daemon's list, and of the account in the gateway's.
  std::size_t gateway = 0;
  std::size_t entry = 0;
  domain::account_row row;
  /// How far the broker's clock is behind ours, if it is (R-L-12).
  domain::duration clock_lag{};
};

/// Reports that the accounts of a login were listed, whatever was found.
struct accounts_listed {
  /// Index of the gateway in the daemon's list.
  std::size_t gateway = 0;
};

/// Commands the gateway to deliver an account's events to this supervisor from now on.
struct register_account {
  domain::account_id account;
  account_listener_actor listener;
};

/// Commands a supervisor to use another gateway: the old one died.
struct gateway_replaced {
  broker_requests_actor gateway;
};

/// Commands the status board to tell another notifier: the old one died, or there was none.
struct notifier_replaced {
  notice_listener_actor notifier;
};

/// A command whose call has not ended, and when it was decided, monotonic.
struct call_in_flight {
  domain::command_ticket ticket;
  domain::duration decided{};
};

/// Reports what binds an account now and what is under way for it, so that it outlives the
/// account's supervisor.
struct standing_changed {
  domain::account_id account;
  standing_ptr binding;
  domain::lock_clock clock;
  /// As it was then: what may be kept is measured against it.
  state_ptr state;
  settings_ptr settings;
  std::optional<domain::pending_settings> pending;
  desk_ptr desk;
  std::vector<call_in_flight> calls;
};

/// Commands an actor to finish what it is doing and end.
struct stop_work {
  /// How long it may take.
  domain::duration grace{};

  friend bool operator==(const stop_work&, const stop_work&) = default;
};

std::string to_string(const account_resolved& x);
std::string to_string(const accounts_listed& x);
std::string to_string(const register_account& x);
std::string to_string(const gateway_replaced& x);
std::string to_string(const notifier_replaced& x);
std::string to_string(const standing_changed& x);
std::string to_string(const stop_work& x);

} // namespace riskd

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(riskd::account_resolved)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(riskd::accounts_listed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(riskd::register_account)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(riskd::gateway_replaced)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(riskd::notifier_replaced)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(riskd::standing_changed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(riskd::stop_work)

namespace riskd {

/// Whoever is told that a configured account was found. Played by the root supervisor.
using account_finder_actor = caf::typed_actor<
  // One of the gateway's accounts was found.
  caf::reacts_to<account_resolved>,
  // The gateway has looked for all of them.
  caf::reacts_to<accounts_listed>>;

/// Whoever is told that wall-clock time jumped. Played by the root supervisor.
using clock_listener_actor = caf::typed_actor<
  // The clocks disagree.
  caf::reacts_to<clock_stepped>>;

/// Whoever remembers what binds an account when its supervisor dies. Played by the root supervisor.
using standing_keeper_actor = caf::typed_actor<
  // What must survive the supervisor.
  caf::reacts_to<standing_changed>>;

} // namespace riskd
