#pragma once

#include "messages/lifecycle.hpp"

#include <caf/typed_actor.hpp>

namespace riskd {

// Who understands what, in order of dependency. Roles are in `roles.hpp`.

/// The STATE KEEPER folds inputs into the account's facts.
using state_keeper_actor = caf::typed_actor<
  // Applies one input; the supervisor hears `input_folded`.
  caf::reacts_to<fold_input>>;

/// The RULE EVALUATOR judges the account.
using rule_evaluator_actor = caf::typed_actor<
  // Judges one step; the supervisor hears `step_judged`.
  caf::reacts_to<judge_step>,
  // Proves that the rules fire; the supervisor hears `rules_proven`.
  caf::reacts_to<prove_rules>>;

/// The LOCKOUT TIMER makes decisions bind and watches every deadline of the account.
using lockout_timer_actor = caf::typed_actor<
  // Changes what binds the account; the supervisor hears `step_bound`.
  caf::reacts_to<bind_step>,
  // Watches a deadline; the supervisor hears `deadline_reached`.
  caf::reacts_to<watch_deadline>,
  // Looks at its deadline again.
  caf::reacts_to<clock_stepped>,
  // INTERNAL: the timer of this generation has fired.
  caf::reacts_to<tick_atom, std::uint64_t>>;

/// The ENFORCER works the account towards what its standing orders demand.
using enforcer_actor = caf::typed_actor<
  // Plans, paces and verifies; the supervisor hears `step_enforced`.
  caf::reacts_to<enforce_step>>;

/// The ACCOUNT SUPERVISOR owns one account.
using account_supervisor_actor = account_listener_actor::extend_with<step_listener_actor>::extend<
  // From the journal.
  caf::reacts_to<journal_reported>,
  // From the session clock.
  caf::reacts_to<clock_stepped>,
  // From the root: prove the rules.
  caf::reacts_to<self_test_wanted>,
  // From the root: compare with the broker.
  caf::reacts_to<comparison_wanted>,
  // From the root: follow other settings.
  caf::reacts_to<follow_settings>,
  // From the root: talk to another gateway.
  caf::reacts_to<gateway_replaced>,
  // From the root: finish and end.
  caf::reacts_to<stop_work>,
  // INTERNAL: respawn the children that are down.
  caf::reacts_to<restart_atom, std::uint64_t>,
  // INTERNAL: the enforcer asked to be woken.
  caf::reacts_to<wake_atom, std::uint64_t>,
  // INTERNAL: the intent of a lock took too long; its commands leave now.
  caf::reacts_to<overdue_atom, std::uint64_t>, caf::reacts_to<sent_atom, std::uint64_t>,
  // INTERNAL: time to compare with the broker.
  caf::reacts_to<tick_atom, std::uint64_t>,
  // INTERNAL: time to tell the status board.
  caf::reacts_to<publish_atom>,
  // INTERNAL: look for stops that nobody announced.
  caf::reacts_to<look_atom>,
  // INTERNAL: look whether the account may end.
  caf::reacts_to<drain_atom>>;

/// The BROKER GATEWAY speaks for one broker login.
using broker_gateway_actor = broker_requests_actor::extend<
  // From the adapter's thread.
  caf::reacts_to<broker_reported>,
  // From the root: deliver an account's events to its supervisor.
  caf::reacts_to<register_account>,
  // From the root: look for one account more.
  caf::reacts_to<guard_account>,
  // From the root: finish and end.
  caf::reacts_to<stop_work>,
  // INTERNAL: the conflation window of a contract's quotes is over.
  caf::reacts_to<proceed_atom, domain::contract_id>,
  // INTERNAL: ask again for what is still unknown.
  caf::reacts_to<tick_atom, std::uint64_t>,
  // INTERNAL: time to tell the status board.
  caf::reacts_to<publish_atom>,
  // INTERNAL: the stream opens for the accounts that are ready by now.
  caf::reacts_to<open_atom>>;

/// The SESSION CLOCK watches wall-clock time for jumps.
using session_clock_actor = caf::typed_actor<
  // INTERNAL: compare the clocks.
  caf::reacts_to<tick_atom, std::uint64_t>, caf::reacts_to<stop_work>>;

/// The NOTIFIER decides what people are told away from the terminal.
using notifier_actor = notice_listener_actor::extend<
  // From the root: how an account is spoken of.
  caf::reacts_to<account_introduced>,
  // The end is near.
  caf::reacts_to<daemon_stopping>,
  // From the root: finish and end.
  caf::reacts_to<stop_work>>;

/// The STATUS BOARD holds the latest status of everything.
using status_board_actor = status_listener_actor::extend<
  // From the root: whom to pass alerts and accounts on to.
  caf::reacts_to<notifier_replaced>,
  // From the root: how far people are reached.
  caf::reacts_to<deliveries_changed>,
  // From the root: finish and end.
  caf::reacts_to<stop_work>,
  // INTERNAL: time to publish.
  caf::reacts_to<publish_atom>,
  // INTERNAL: nothing was published for a while.
  caf::reacts_to<tick_atom, std::uint64_t>>;

/// The ROOT SUPERVISOR owns all other actors.
using root_supervisor_actor = caf::typed_actor<
  // From a gateway: one of its accounts was found.
  caf::reacts_to<account_resolved>,
  // From a gateway: it has looked for all of them.
  caf::reacts_to<accounts_listed>,
  // From a supervisor: what must survive it.
  caf::reacts_to<standing_changed>,
  // From the journal's threads.
  caf::reacts_to<journal_reported>,
  // From the threads that deliver notices.
  caf::reacts_to<deliveries_changed>,
  // From the session clock.
  caf::reacts_to<clock_stepped>,
  // From the operator: prove the rules of all accounts.
  caf::reacts_to<self_test_wanted>,
  // From the operator: compare all accounts with the broker.
  caf::reacts_to<comparison_wanted>,
  // From the operator: the configuration was read again.
  caf::reacts_to<configuration_reloaded>,
  // From main: finish and end.
  caf::reacts_to<stop_work>,
  // INTERNAL: respawn what is down.
  caf::reacts_to<restart_atom>>;

} // namespace riskd
