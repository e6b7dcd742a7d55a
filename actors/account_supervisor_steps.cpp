#include "actors/account_supervisor.hpp"
#include "domain/audit_text.hpp"
#include "domain/known_rows.hpp"
#include "domain/pnl.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

// The way of one piece of work through the children (DESIGN 3): fold, release, judge, bind,
// enforce.

namespace riskd {

namespace {

using namespace std::chrono_literals;
using logging::field;

} // namespace

void account_supervisor_state::begin(work_item&& item) {
  step_.emplace();
  step_->number = ++steps_;
  step_->now = item.received;
  step_->what = std::move(item.what);
  if (const auto* input = std::get_if<account_input>(&step_->what))
    begin_input(*input);
  else if (const auto* taken = std::get_if<snapshot_taken>(&step_->what))
    begin_snapshot(*taken);
  else if (const auto* applied = std::get_if<snapshot_applied>(&step_->what))
    begin_applied(*applied);
  else if (const auto* answer = std::get_if<order_looked_up>(&step_->what))
    begin_lookup(*answer);
  else if (const auto* ended = std::get_if<command_ended>(&step_->what))
    begin_command_ended(*ended);
  else if (std::holds_alternative<timers_due>(step_->what))
    begin_timers();
  else if (const auto* settings = std::get_if<new_settings>(&step_->what))
    begin_new_settings(*settings);
  else if (caught_up_) {
    step_->why = domain::pause_over{};
    enforce();
  } else {
    finish(); // What is known may be of an earlier day; the first judgement enforces.
  }
}

void account_supervisor_state::begin_input(const account_input& input) {
  if (const auto* event = std::get_if<domain::payload_input>(&input.input);
      event && event->source == domain::event_source::stream)
    fresh_.note(event->payload, input.received.monotonic);
  take_down(input.input);
  hand_to(child_role::state_keeper, [this] {
    const auto& what = std::get<account_input>(step_->what);
    self_->send(children_.keeper(), fold_input{ref_for(child_role::state_keeper),
                                               given_.settings,
                                               settings_after_reset(),
                                               what.input,
                                               {step_->now.wall, what.row, what.market}});
  });
}

void account_supervisor_state::begin_timers() {
  step_->releases = true;
  fold(domain::timers_input{}, {step_->now.wall, std::nullopt, std::nullopt});
}

void account_supervisor_state::begin_lookup(const order_looked_up& answer) {
  auto input
    = answer.row
        ? domain::state_input{domain::payload_input{*answer.row, domain::event_source::rest}}
        : domain::state_input{domain::absence_input{answer.order}};
  fold(std::move(input), {step_->now.wall, std::nullopt, std::nullopt});
}

void account_supervisor_state::begin_command_ended(const command_ended& ended) {
  const auto& reply = ended.reply;
  if (const auto sent = in_flight_.find(reply.id); sent != in_flight_.end()) {
    const auto& [ticket, decided] = sent->second;
    domain::command_finished result;
    result.id = reply.id;
    result.at = ended.received.wall;
    result.outcome = reply.outcome;
    result.detail = reply.detail;
    result.to_wire = reply.sent ? reply.sent->monotonic - decided : domain::duration{};
    result.to_reply = ended.received.monotonic - decided;
    log_.info("enforcement.result", field("id", reply.id), field("outcome", reply.outcome),
              field("detail", reply.detail), field("to_wire_us", result.to_wire),
              field("to_reply_us", result.to_reply));
    step_->entries.emplace_back(domain::audit_of(result, ticket, *given_.settings));
    step_->entries.emplace_back(std::move(result));
  }
  step_->why = domain::call_ended{reply.id, reply.outcome, reply.detail};
  enforce();
}

// Steps

bool account_supervisor_state::is_recorded() {
  return recorder_.is_recording([this] {
    for (const auto& each : domain::known_rows(*state_))
      recorder_.take_down(each, given_.clock->now().wall);
  });
}

/// In the order in which it takes effect, whatever way it came.
void account_supervisor_state::take_down(const domain::state_input& input) {
  if (!is_recorded())
    return;
  const auto record = [this](domain::account_payload payload) {
    recorder_.take_down(domain::account_event{given_.account, std::move(payload)}, step_->now.wall);
  };
  if (const auto* event = std::get_if<domain::payload_input>(&input)) {
    record(event->payload);
  } else if (const auto* listed = std::get_if<domain::broker_ledger_input>(&input)) {
    for (const auto& row : listed->rows)
      record(row);
  } else if (const auto* missing = std::get_if<domain::absence_input>(&input)) {
    if (const auto* order = state_->orders.find_live(missing->missing)) {
      auto closed = *order;
      closed.status = domain::order_status::cancelled;
      record(std::move(closed));
    }
  }
}

void account_supervisor_state::fold(domain::state_input input, domain::input_context around) {
  take_down(input);
  hand_to(child_role::state_keeper, [this, input = std::move(input), around = std::move(around)] {
    self_->send(children_.keeper(), fold_input{ref_for(child_role::state_keeper), given_.settings,
                                               settings_after_reset(), input, around});
  });
}

void account_supervisor_state::on_folded(const input_folded& folded) {
  if (!is_awaited(child_role::state_keeper, folded.ref))
    return;
  const auto before = std::exchange(state_, folded.state);
  step_->deltas = folded.deltas;
  if (folded.reset) {
    note_reset(*folded.reset);
    if (folded.adopted)
      follow(folded.adopted, std::nullopt, "the reset");
    else
      note_settings();
  }
  // Another day, or other rules: which of them fire has to be shown anew.
  if (folded.reset || std::holds_alternative<new_settings>(step_->what))
    ask_for_proof();
  note_applied(*before);
  if (given_.settings->rules.find<domain::rules::trade_management>())
    journal_.note_stops(*before, *state_, step_->entries);
  if (domain::concerns(folded.deltas, *binding_)) {
    auto followed = *binding_;
    if (domain::follow(followed, *state_, folded.deltas, step_->now.wall, step_->entries)) {
      binding_ = std::make_shared<const domain::standing>(std::move(followed));
      tell_root();
    }
  }
  if (step_->releases && !step_->released) {
    step_->alerts = folded.alerts;
    step_->causes_step = folded.causes_step;
    return release();
  }
  for (const auto& alert : folded.alerts) {
    raise(alert);
    // A row that could not be read is asked for (R-E-3).
    if (alert.code == domain::alert_code::bad_payload)
      compare_if_not_recent();
  }
  if (folded.deltas.unconfirmed_can_trade)
    compare_with_broker();
  watch_stops();
  // What is known of an earlier day must not be judged as if it were today's (R-T-8).
  if (folded.causes_step && caught_up_)
    judge();
  else
    finish();
}

/// Locks whose time has come end before the account is judged (R-T-1, R-L-13).
void account_supervisor_state::release() {
  const auto due = lockout_.clock.next_end(binding_->locks, step_->now);
  if (!due || *due > step_->now.wall)
    return after_release();
  hand_to(child_role::lockout_timer, [this] {
    self_->send(children_.timer(), bind_step{ref_for(child_role::lockout_timer), given_.settings,
                                             release_due{}, state_, binding_, step_->now, 0});
  });
}

void account_supervisor_state::after_release() {
  step_->released = true;
  for (const auto& alert : step_->alerts)
    raise(alert);
  if (step_->causes_step)
    judge();
  else
    finish();
}

void account_supervisor_state::judge() {
  hand_to(child_role::rule_evaluator, [this] {
    self_->send(children_.evaluator(),
                judge_step{ref_for(child_role::rule_evaluator), given_.settings, state_, binding_,
                           step_->deltas, step_->now.wall, step_->derive});
  });
}

void account_supervisor_state::on_judged(const step_judged& judged) {
  if (!is_awaited(child_role::rule_evaluator, judged.ref))
    return;
  if (retry_failed_rules(judged.found))
    return judge();
  note_rule_failures(judged.found);
  auto found = judged.found;
  hold_unconfirmed_closes(found);
  // Whoever waits for room may send more: judging is what the bound is about (DESIGN 6).
  if (auto* input = std::get_if<account_input>(&step_->what))
    input->credit.reset();
  if (found.findings.empty() && found.ended.empty())
    return enforce_if_needed();
  if (begins_lock(found, binding_->locks))
    announce_lock();
  hand_to(child_role::lockout_timer, [this, found = std::move(found)] {
    self_->send(children_.timer(), bind_step{ref_for(child_role::lockout_timer), given_.settings,
                                             found, state_, binding_, step_->now, step_->sequence});
  });
}

/// Two threads that may sleep take part before the command of a lock leaves: waking them takes
/// longer than binding it. Only for new locks: staying awake costs a core, and whatever is found
/// again and again must not.
void account_supervisor_state::announce_lock() {
  if (given_.settings->mode != domain::account_mode::enforce)
    return;
  journal_.expect_intent();
  self_->send(given_.gateway, command_ahead{given_.account});
}

void account_supervisor_state::on_bound(const step_bound& bound) {
  if (!is_awaited(child_role::lockout_timer, bound.ref))
    return;
  lockout_ = bound.memory;
  adopt(*bound.change);
  if (step_->releases && !step_->released) {
    step_->causes_step = step_->causes_step || !bound.change->records.empty();
    return after_release();
  }
  enforce_if_needed();
}

void account_supervisor_state::enforce_if_needed() {
  const bool has_reason = !std::holds_alternative<std::monostate>(step_->why);
  if (has_reason || desk_->is_busy()
      || !domain::has_nothing_to_plan(*state_, *binding_, *given_.settings))
    enforce();
  else
    finish();
}

void account_supervisor_state::enforce() {
  hand_to(child_role::enforcer, [this] {
    self_->send(children_.desk(),
                enforce_step{ref_for(child_role::enforcer), given_.settings, state_, binding_,
                             step_->now, step_->why, around_.user_hub_up});
  });
}

void account_supervisor_state::on_enforced(const step_enforced& enforced) {
  if (!is_awaited(child_role::enforcer, enforced.ref))
    return;
  desk_ = enforced.desk;
  open_directives(enforced.orders.directives);
  step_->orders = enforced.orders;
  let_commands_go();
}

/// Commands leave once the lock that they follow from has reached the operating system (R-F-9).
void account_supervisor_state::let_commands_go() {
  if (!step_->orders || step_->awaited_intent != 0)
    return;
  // Whoever dies from now on does not have them sent again.
  step_->worker.reset();
  if (send_commands(*step_->orders))
    self_->send(self_, sent_atom_v, step_->number);
  else
    on_commands_left(step_->number);
}

/// Nothing is told before the commands have left: log, journal and status wake other threads.
void account_supervisor_state::on_commands_left(std::uint64_t step) {
  if (!step_ || step_->number != step)
    return;
  tell_orders(std::move(*step_->orders));
  finish();
}

void account_supervisor_state::on_intent_overdue(std::uint64_t intent) {
  if (!step_ || step_->awaited_intent != intent)
    return;
  step_->awaited_intent = 0;
  raise({domain::alert_code::persist_late, std::nullopt, "a lock did not reach the disk in time"});
  let_commands_go();
}

/// Tells log and journal what a step did, after its commands have left.
void account_supervisor_state::record(const step_in_flight& done) {
  if (const auto* input = std::get_if<account_input>(&done.what))
    told_.received(log_, *input, done.sequence, done.now);
  if (given_.decisions && !done.records.empty())
    given_.decisions->decided(given_.account, done.now.wall, done.records);
  for (const auto& each : done.records)
    log_decision(each);
  if (!done.intents.empty())
    journal_.write_intent(done.intents);
  journal_.append(done.entries, done.records, done.now.wall, *given_.settings);
}

void account_supervisor_state::finish() {
  const auto done = std::exchange(step_, std::nullopt);
  if (given_.measures != nullptr)
    given_.measures->step.record(given_.clock->now().monotonic - done->now.monotonic);
  // Only now: a step that was set aside leaves its call to be answered again.
  if (const auto* ended = std::get_if<command_ended>(&done->what);
      ended && in_flight_.erase(ended->reply.id) > 0)
    tell_root();
  record(*done);
  if (journal_.is_kept() && journal_.snapshot_due())
    journal_.append_snapshot(*state_, done->now.wall);
  if (!done->records.empty() || done->deltas.changed || done->orders)
    mark_status_dirty();
  deaths_in_a_row_ = 0;
  watch_next_deadline();
  pump();
}

} // namespace riskd
