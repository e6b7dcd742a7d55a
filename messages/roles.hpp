#pragma once

#include "messages/account_events.hpp"
#include "messages/account_steps.hpp"
#include "messages/gateway_requests.hpp"
#include "messages/status_reports.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_actor.hpp>

namespace riskd {

// Roles: what one actor needs to know of another, and no more.

/// Whoever carries an account's wishes to its broker. Played by the broker gateway.
using broker_requests_actor = caf::typed_actor<
  // Sends a command; the account hears `command_ended`.
  caf::reacts_to<send_command>,
  // Keeps awake what will send the next one.
  caf::reacts_to<command_ahead>,
  // Reads an account; the account hears `snapshot_taken`.
  caf::reacts_to<read_account>,
  // Reads one order; the account hears `order_looked_up`.
  caf::reacts_to<look_up_order>,
  // Says whose quotes the account wants.
  caf::reacts_to<contracts_in_play>,
  // Opens the account's event stream.
  caf::reacts_to<account_seen>>;

/// Whoever is told what happens to an account. Played by the account supervisor.
using account_listener_actor = caf::typed_actor<
  // Something that can change the account, in order.
  caf::reacts_to<account_input>,
  // The answer to `read_account`.
  caf::reacts_to<snapshot_taken>,
  // The answer to `look_up_order`.
  caf::reacts_to<order_looked_up>,
  // The answer to `send_command`.
  caf::reacts_to<command_ended>,
  // A link to the broker changed.
  caf::reacts_to<link_reported>>;

/// Whoever hands out steps and receives them back. Played by the account supervisor.
using step_listener_actor = caf::typed_actor<
  // From the state keeper.
  caf::reacts_to<input_folded>,
  // From the rule evaluator.
  caf::reacts_to<step_judged>,
  // From the rule evaluator: which rules fire.
  caf::reacts_to<rules_proven>,
  // From the lockout timer.
  caf::reacts_to<step_bound>,
  // From the lockout timer: a deadline has come.
  caf::reacts_to<deadline_reached>,
  // From the enforcer.
  caf::reacts_to<step_enforced>,
  // From any child, just before it dies.
  caf::reacts_to<child_failed>>;

/// Whoever is told how things are. Played by the status board.
using status_listener_actor = caf::typed_actor<
  // One account changed.
  caf::reacts_to<account_status_changed>,
  // One account has lost its supervisor.
  caf::reacts_to<account_unguarded>,
  // One gateway changed.
  caf::reacts_to<gateway_status_changed>,
  // The store changed.
  caf::reacts_to<storage_status_changed>,
  // Somebody should know.
  caf::reacts_to<alert_raised>,
  // The end is near.
  caf::reacts_to<daemon_stopping>>;

/// Whoever decides what people are told. Played by the notifier.
using notice_listener_actor = caf::typed_actor<
  // One account changed.
  caf::reacts_to<account_status_changed>,
  // Somebody should know.
  caf::reacts_to<alert_raised>>;

} // namespace riskd
