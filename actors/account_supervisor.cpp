#include "actors/account_supervisor.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <utility>

// What arrives at an account and in which order it is worked on. How one piece of work goes through
// the children is in account_supervisor_steps.cpp, what happens when they die in
// account_supervisor_care.cpp.

namespace riskd {

namespace {

using namespace std::chrono_literals;
using logging::field;

/// Events that may wait for one account; beyond it the account is rebuilt from REST (DESIGN 3).
constexpr std::size_t queue_max = 10'000;

/// A reply comes within the deadline of a call and the longest wait for the request budget
/// (R-F-14), or never.
constexpr domain::duration reply_overdue = 90s;

/// After a death on the way a reply may still come for this long.
constexpr domain::duration reply_grace = 5s;

/// When something arrived by the clock as it is now. What was stamped before the clock was set back
/// seems to come from the future, and must not call for what is not due yet.
domain::time_point arrival_by(const domain::clock_reading& now,
                              const domain::clock_reading& received) {
  return std::min(received.wall, now.wall + (received.monotonic - now.monotonic));
}

} // namespace

account_supervisor_actor::behavior_type
account_supervisor_state::make_behavior(account_assignment assignment) {
  self_->set_exit_handler([this](const caf::exit_msg& message) {
    if (const auto role = children_.bury(caf::actor_cast<caf::actor_addr>(message.source)))
      on_child_exit(*role);
    else
      self_->quit(message.reason);
  });
  take_over(std::move(assignment));
  if (given_.offline)
    begin_offline();
  else
    ask_for_first_snapshot();
  presume_lost(given_.clock->now().monotonic);
  return {
    // The most frequent first: each is compared by its type.
    [this](const account_input& input) { on_input(input); },
    [this](const input_folded& folded) { on_folded(folded); },
    [this](const step_judged& judged) { on_judged(judged); },
    [this](const step_bound& bound) { on_bound(bound); },
    [this](const step_enforced& enforced) { on_enforced(enforced); },
    [this](const journal_reported& report) { on_journal(report.report); },
    [this](const command_ended& ended) { on_command_ended(ended); },
    [this](const snapshot_taken& taken) { on_snapshot(taken); },
    [this](const order_looked_up& answer) { on_looked_up(answer); },
    [this](const link_reported& report) { on_link(report); },
    [this](const rules_proven& report) { on_proven(report); },
    [this](const deadline_reached&) { on_deadline(); },
    [this](const child_failed& failed) { on_child_failed(failed); },
    [this](const clock_stepped& step) { self_->send(children_.timer(), step); },
    [this](const self_test_wanted&) { ask_for_proof(); },
    [this](const comparison_wanted&) { compare_anew(); },
    [this](const follow_settings& command) { enqueue(new_settings{command}, given_.clock->now()); },
    [this](const gateway_replaced& change) { on_gateway_replaced(change); },
    [this](const stop_work&) { begin_stop(); },
    [this](restart_atom, std::uint64_t generation) { restart_children(generation); },
    [this](wake_atom, std::uint64_t generation) { on_wake(generation); },
    [this](overdue_atom, std::uint64_t intent) { on_intent_overdue(intent); },
    [this](sent_atom, std::uint64_t step) { on_commands_left(step); },
    [this](tick_atom, std::uint64_t generation) { on_tick(generation); },
    [this](publish_atom) { publish_status(); },
    [this](look_atom) { look_for_stops(); },
    [this](drain_atom) { drain(); },
  };
}

desk_ptr account_supervisor_state::new_desk(domain::duration now) const {
  auto desk = domain::enforcement_desk{domain::id_source{given_.owner}};
  if (given_.stored)
    desk.follow_earlier_run(now);
  return std::make_shared<const domain::enforcement_desk>(std::move(desk));
}

void account_supervisor_state::take_over(account_assignment assignment) {
  given_ = std::move(assignment);
  recorder_ = recorder{given_.recording};
  log_ = given_.log.for_account(given_.account);
  const auto now = given_.clock->now();
  const auto& stored = given_.stored;
  auto state = given_.state ? *given_.state
               : stored     ? domain::restore_state(*stored, *given_.settings, now.wall)
                            : domain::new_account(given_.account, *given_.settings, now.wall);
  settings_since_ = now.wall;
  if (given_.pending)
    around_.pending = given_.pending->changes;
  state.name = given_.name;
  state_ = std::make_shared<const domain::account_state>(std::move(state));
  binding_ = given_.binding;
  if (!binding_)
    binding_
      = std::make_shared<const domain::standing>(stored ? stored->binding : domain::standing{});
  lockout_ = {given_.lock_measures, domain::id_source{given_.owner}};
  // The first sight of a stored lock decides its remainder, by the earlier clock (R-L-12).
  lockout_.clock.follow(binding_->locks, {now.wall - given_.clock_lag, now.monotonic});
  desk_ = given_.desk ? given_.desk : new_desk(now.monotonic);
  for (const auto& call : given_.calls)
    in_flight_.emplace(call.ticket.id, call);
  journal_ = account_journal{given_.journal, given_.account,
                             std::max(stored ? stored->last_sequence : 0, given_.sequence_floor)};
  budget_.emplace(given_.settings->supervision);
  around_.impairment = binding_->safe ? "in safe mode since before the start" : std::string{};
  const auto context = child_context{log_, caf::actor_cast<step_listener_actor>(self_),
                                     given_.account, given_.clock};
  children_ = account_children{self_, given_.children, context};
  for (const auto role : {child_role::state_keeper, child_role::rule_evaluator,
                          child_role::lockout_timer, child_role::enforcer})
    children_.spawn(role, view());
  if (given_.system_lock)
    engage_system_lock(*given_.system_lock);
  log_.info("account.restored", field("locks", binding_->locks.all().size()),
            field("trades", state_->trades.size()),
            field("positions", state_->positions->open().size()));
}

/// What the events say is all that there is, and they are judged from the first one on (R-J-5).
void account_supervisor_state::begin_offline() {
  caught_up_ = true;
  parking_ = false;
  watch_next_deadline();
}

/// The first look at the account (R-G-1, step 7): what was stored binds from now on, and is
/// enforced as soon as the answer is here, before the stream is open (R-G-2).
void account_supervisor_state::ask_for_first_snapshot() {
  const auto now = given_.clock->now();
  asked_at_ = now.monotonic;
  comparing_ = true;
  const auto& reset = given_.settings->reset;
  const auto since = domain::day_before(reset, domain::day_at(reset, now.wall)).begin;
  self_->send(given_.gateway,
              read_account{given_.account, domain::snapshot_purpose::startup, since, true});
  schedule_comparison();
  mark_status_dirty();
}

// What arrives

void account_supervisor_state::on_input(const account_input& input) {
  if (expected_sequence_ != 0 && input.sequence != expected_sequence_) {
    log_.error("account.sequence_gap", field("expected", expected_sequence_),
               field("received", input.sequence));
    compare_with_broker();
  }
  expected_sequence_ = input.sequence + 1;
  if (merge_quote(input, input.received))
    return;
  const auto* payload = std::get_if<domain::payload_input>(&input.input);
  if (payload && parking_) {
    // Not held against the gateway: parked events wait for the broker's answer, not for us.
    parked_.push_back({input, input.received});
    std::get<account_input>(parked_.back().what).credit.reset();
    return;
  }
  enqueue(input, input.received);
}

void account_supervisor_state::on_snapshot(const snapshot_taken& taken) {
  for (const auto& reason : taken.snapshot.failures)
    log_.warn("snapshot.incomplete", field("purpose", taken.snapshot.purpose),
              field("reason", reason));
  note_answers(taken.snapshot);
  sharers_ = taken.sharers;
  if (taken.snapshot.purpose == domain::snapshot_purpose::verification)
    return enqueue(taken, taken.received);
  comparing_ = false;
  auto counted = taken;
  // Asked for before the stream was opened: it says nothing about what came in between (R-G-1).
  const bool is_outdated = std::exchange(outdated_, false) && caught_up_;
  if (is_outdated)
    counted.snapshot.purpose = domain::snapshot_purpose::verification;
  // Before it is worked on, which may ask for the next one sooner.
  schedule_comparison();
  enqueue(std::move(counted), taken.received);
  if (is_outdated)
    compare_with_broker();
}

void account_supervisor_state::on_looked_up(const order_looked_up& answer) {
  if (!answer.failed)
    enqueue(answer, answer.received);
}

void account_supervisor_state::on_command_ended(const command_ended& ended) {
  enqueue(ended, ended.received);
}

void account_supervisor_state::on_journal(const domain::journal_report& report) {
  if (const auto* written = std::get_if<domain::intent_written>(&report)) {
    if (step_ && step_->awaited_intent == written->number) {
      step_->awaited_intent = 0;
      let_commands_go();
    }
  } else if (const auto* synced = std::get_if<domain::intent_synced>(&report)) {
    journal_.note_synced(synced->number);
  } else if (const auto* committed = std::get_if<domain::batch_committed>(&report)) {
    // An older batch says nothing about the newest settings.
    around_.settings_stored = around_.settings_stored || journal_.has_settings(committed->number);
  } else if (std::holds_alternative<domain::journal_failed>(report)) {
    around_.store_writable = false;
  } else if (std::holds_alternative<domain::journal_recovered>(report)) {
    around_.store_writable = true;
  }
  mark_status_dirty();
}

void account_supervisor_state::on_deadline() {
  watched_.reset();
  pump();
  watch_next_deadline();
}

void account_supervisor_state::on_wake(std::uint64_t generation) {
  if (generation != wake_generation_)
    return;
  wake_at_.reset();
  enqueue(enforcement_wake{}, given_.clock->now());
}

void account_supervisor_state::on_gateway_replaced(const gateway_replaced& change) {
  given_.gateway = change.gateway;
  expected_sequence_ = 0;
  in_play_.clear();
  presume_lost(given_.clock->now().monotonic);
  tell_contracts_in_play();
  if (!caught_up_)
    return ask_for_first_snapshot();
  self_->send(given_.gateway, account_seen{given_.account});
  compare_with_broker();
}

// The queue

void account_supervisor_state::make_room() {
  if (queue_.size() < queue_max)
    return;
  log_.error("account.queue_overflow", field("events", queue_.size()));
  queue_.clear();
  enter_safe_mode("more events than can be judged in time");
  compare_with_broker();
}

/// A waiting quote of the same contract is replaced: only the latest counts (DESIGN 3).
bool account_supervisor_state::merge_quote(const account_input& input,
                                           const domain::clock_reading& received) {
  const auto* arrived = std::get_if<domain::quote_input>(&input.input);
  if (!arrived)
    return false;
  for (auto& item : queue_) {
    auto* waiting = std::get_if<account_input>(&item.what);
    auto* quote = waiting ? std::get_if<domain::quote_input>(&waiting->input) : nullptr;
    if (!quote || quote->contract != arrived->contract)
      continue;
    quote->merged = arrived->merged;
    if (arrived->low)
      quote->low = std::min(quote->low.value_or(*arrived->low), *arrived->low);
    if (arrived->high)
      quote->high = std::max(quote->high.value_or(*arrived->high), *arrived->high);
    item.received = received;
    return true;
  }
  return false;
}

void account_supervisor_state::pump() {
  if (std::exchange(pumping_, true))
    return;
  while (!step_ && children_.all_up()) {
    const auto now = given_.clock->now();
    // Timers due at or before an event fire before it (R-T-4).
    const auto until = queue_.empty() ? now.wall : arrival_by(now, queue_.front().received);
    if (const auto due = next_due(); due && *due <= until) {
      begin({timers_due{}, {*due, now.monotonic}});
    } else if (!queue_.empty()) {
      auto item = std::move(queue_.front());
      queue_.pop_front();
      begin(std::move(item));
    } else {
      break;
    }
  }
  pumping_ = false;
}

std::optional<domain::time_point> account_supervisor_state::next_due() {
  // Before the first snapshot the day of the stored facts may be long over (R-T-8).
  if (!caught_up_)
    return std::nullopt;
  if (facts_due_.of != state_ || facts_due_.under != given_.settings)
    facts_due_ = {state_, given_.settings, domain::next_deadline(*state_, *given_.settings)};
  const auto lock_end = lockout_.clock.next_end(binding_->locks, given_.clock->now());
  return lock_end ? std::min(facts_due_.at, *lock_end) : facts_due_.at;
}

void account_supervisor_state::put_first(std::vector<account_work> works,
                                         const domain::clock_reading& received) {
  for (auto each = works.rbegin(); each != works.rend(); ++each)
    queue_.push_front({std::move(*each), received});
}

// Calls without an answer

/// A reply can be lost with the gateway that had it. Whether the call happened is then found out as
/// for any call without an answer (R-F-12).
void account_supervisor_state::answer_overdue_calls(const domain::clock_reading& now) {
  for (auto& [id, sent] : in_flight_) {
    if (now.monotonic - sent.decided < reply_overdue)
      continue;
    sent.decided = now.monotonic;
    enqueue(command_ended{{id, given_.account, domain::call_outcome::unknown, "the reply was lost",
                           std::nullopt},
                          now},
            now);
  }
}

/// An actor on the way of the calls died. Those that were not answered within the deadline of a
/// call will hardly be: nobody waits for them much longer.
void account_supervisor_state::presume_lost(domain::duration now) {
  for (auto& [id, call] : in_flight_)
    call.decided = std::min(call.decided, now - reply_overdue + reply_grace);
  if (!in_flight_.empty())
    self_->delayed_send(self_, reply_grace, tick_atom_v, ++tick_generation_);
}

account_supervisor_actor::behavior_type
account_supervisor(account_supervisor_state::self_pointer self, account_assignment assignment) {
  return self->state.make_behavior(std::move(assignment));
}

} // namespace riskd
