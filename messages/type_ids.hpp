#pragma once

#include "messages/account_events.hpp"
#include "messages/account_steps.hpp"
#include "messages/gateway_requests.hpp"
#include "messages/status_reports.hpp"

#include <caf/allowed_unsafe_message_type.hpp>
#include <caf/atom.hpp>
#include <caf/type_id.hpp>

// No message of this list ever leaves the process: each is local, travels by reference and is
// printed by its own `to_string`. A message for another node belongs into a list of its own, with
// `inspect`.

#define RISKD_LOCAL_MESSAGE(type) CAF_ALLOW_UNSAFE_MESSAGE_TYPE(type)

// Account events.
RISKD_LOCAL_MESSAGE(riskd::broker_reported)
RISKD_LOCAL_MESSAGE(riskd::account_input)
RISKD_LOCAL_MESSAGE(riskd::snapshot_taken)
RISKD_LOCAL_MESSAGE(riskd::order_looked_up)
RISKD_LOCAL_MESSAGE(riskd::command_ended)
RISKD_LOCAL_MESSAGE(riskd::link_reported)
RISKD_LOCAL_MESSAGE(riskd::journal_reported)
RISKD_LOCAL_MESSAGE(riskd::clock_stepped)
RISKD_LOCAL_MESSAGE(riskd::self_test_wanted)
RISKD_LOCAL_MESSAGE(riskd::comparison_wanted)
RISKD_LOCAL_MESSAGE(riskd::follow_settings)
RISKD_LOCAL_MESSAGE(riskd::configuration_reloaded)

// Account steps.
RISKD_LOCAL_MESSAGE(riskd::fold_input)
RISKD_LOCAL_MESSAGE(riskd::input_folded)
RISKD_LOCAL_MESSAGE(riskd::judge_step)
RISKD_LOCAL_MESSAGE(riskd::step_judged)
RISKD_LOCAL_MESSAGE(riskd::prove_rules)
RISKD_LOCAL_MESSAGE(riskd::rules_proven)
RISKD_LOCAL_MESSAGE(riskd::bind_step)
RISKD_LOCAL_MESSAGE(riskd::step_bound)
RISKD_LOCAL_MESSAGE(riskd::watch_deadline)
RISKD_LOCAL_MESSAGE(riskd::deadline_reached)
RISKD_LOCAL_MESSAGE(riskd::enforce_step)
RISKD_LOCAL_MESSAGE(riskd::step_enforced)
RISKD_LOCAL_MESSAGE(riskd::child_failed)

// Gateway requests.
RISKD_LOCAL_MESSAGE(riskd::send_command)
RISKD_LOCAL_MESSAGE(riskd::read_account)
RISKD_LOCAL_MESSAGE(riskd::guard_account)
RISKD_LOCAL_MESSAGE(riskd::command_ahead)
RISKD_LOCAL_MESSAGE(riskd::look_up_order)
RISKD_LOCAL_MESSAGE(riskd::contracts_in_play)
RISKD_LOCAL_MESSAGE(riskd::account_seen)

// Status reports.
RISKD_LOCAL_MESSAGE(riskd::account_status_changed)
RISKD_LOCAL_MESSAGE(riskd::account_unguarded)
RISKD_LOCAL_MESSAGE(riskd::gateway_status_changed)
RISKD_LOCAL_MESSAGE(riskd::storage_status_changed)
RISKD_LOCAL_MESSAGE(riskd::alert_raised)
RISKD_LOCAL_MESSAGE(riskd::daemon_stopping)
RISKD_LOCAL_MESSAGE(riskd::deliveries_changed)
RISKD_LOCAL_MESSAGE(riskd::account_introduced)

// Contract ids travel in timers of the gateway.
RISKD_LOCAL_MESSAGE(riskd::domain::contract_id)

#undef RISKD_LOCAL_MESSAGE

// Signals that an actor sends to itself. Timers cannot be cancelled, so each carries a generation.
CAF_BEGIN_TYPE_ID_BLOCK(riskd, first_custom_type_id)
  CAF_ADD_ATOM(riskd, riskd, tick_atom, "tick")
  CAF_ADD_ATOM(riskd, riskd, publish_atom, "publish")
  CAF_ADD_ATOM(riskd, riskd, restart_atom, "restart")
  CAF_ADD_ATOM(riskd, riskd, wake_atom, "wake")
  CAF_ADD_ATOM(riskd, riskd, overdue_atom, "overdue")
  CAF_ADD_ATOM(riskd, riskd, sent_atom, "sent")
  CAF_ADD_ATOM(riskd, riskd, proceed_atom, "proceed")
  CAF_ADD_ATOM(riskd, riskd, drain_atom, "drain")
  CAF_ADD_ATOM(riskd, riskd, open_atom, "open")
  CAF_ADD_ATOM(riskd, riskd, look_atom, "look")
CAF_END_TYPE_ID_BLOCK(riskd)
