#include "actors/account_supervisor.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

// What a step does outside of the account's facts: what binds, what is journaled, what is sent.

namespace riskd {

namespace {

using namespace std::chrono_literals;
using logging::field;

/// Takes out what ended earlier in a step, with what its end left over. An intent gets to the store
/// at once: an end that came there after it would end what has just begun.
std::vector<domain::journal_entry> take_ends(std::vector<domain::journal_entry>& entries) {
  const auto kept
    = std::stable_partition(entries.begin(), entries.end(), [](const domain::journal_entry& x) {
        return !std::holds_alternative<domain::lock_ended>(x)
               && !std::holds_alternative<domain::directive_closed>(x)
               && !std::holds_alternative<domain::cleanup_joined>(x)
               && !std::holds_alternative<domain::cleanup_left>(x);
      });
  std::vector<domain::journal_entry> ends{std::make_move_iterator(kept),
                                          std::make_move_iterator(entries.end())};
  entries.erase(kept, entries.end());
  return ends;
}

/// Commands wait at most this long for their lock to reach the operating system (R-F-9).
constexpr domain::duration intent_wait_max = 2ms;

} // namespace

void account_supervisor_state::note_reset(const domain::reset_record& reset) {
  step_->records.emplace_back(reset);
  if (!caught_up_)
    ++missed_resets_;
  step_->entries.emplace_back(domain::day_started{reset.day, reset.boundary, reset.previous_day,
                                                  reset.realized, reset.trades});
  log_.info("account.reset", field("day", domain::to_string(reset.day)),
            field("realized", reset.realized), field("trades", reset.trades));
}

/// Journals what an event changed and compares the ledger that the broker sent with the stored one.
void account_supervisor_state::note_applied(const domain::account_state& before) {
  const auto* input = std::get_if<account_input>(&step_->what);
  if (!input)
    return;
  if (const auto* event = std::get_if<domain::payload_input>(&input->input)) {
    if (event->source == domain::event_source::rest && step_->deltas.position)
      fresh_.note_listed_change(step_->deltas.position->contract, step_->now.monotonic);
    if (step_->deltas.changed) {
      ++around_.events_applied;
      step_->sequence = journal_.note_event(event->payload, event->source, *state_,
                                            *given_.settings, step_->now.wall, step_->entries);
    }
    if (domain::changes_contracts_in_play(step_->deltas))
      tell_contracts_in_play();
  } else if (std::holds_alternative<domain::broker_ledger_input>(input->input)) {
    note_ledger(before);
  }
}

void account_supervisor_state::adopt(const domain::binding_change& change) {
  binding_ = std::make_shared<const domain::standing>(change.next);
  if (!change.intents.empty())
    journal_.append(take_ends(step_->entries), {}, step_->now.wall, *given_.settings);
  const auto& entries = change.entries;
  step_->entries.insert(step_->entries.end(), entries.begin(), entries.end());
  for (const auto& each : change.records)
    if (const auto* alert = std::get_if<domain::alert_record>(&each))
      raise(*alert);
    else
      step_->records.push_back(each);
  tell_root();
  if (!change.has_lock) {
    step_->intents.insert(step_->intents.end(), change.intents.begin(), change.intents.end());
    return;
  }
  // Only locks are waited for (R-F-9); everything else is written once the commands have left.
  step_->awaited_intent = journal_.write_intent(change.intents);
  if (step_->awaited_intent == 0)
    return; // Nothing is stored.
  self_->delayed_send(self_, intent_wait_max, overdue_atom_v, step_->awaited_intent);
}

void account_supervisor_state::open_directives(const std::vector<domain::directive_key>& keys) {
  if (keys.empty())
    return;
  domain::binding_change change;
  change.next = *binding_;
  for (const auto& key : keys) {
    const auto episode = binding_->cause_of_episode(key.rule);
    domain::open_directive(change, key, episode, step_->now.wall);
  }
  adopt(change);
}

void account_supervisor_state::dispatch(domain::command_ticket ticket, domain::duration decided) {
  in_flight_.emplace(ticket.id, call_in_flight{ticket, decided});
  // A successor must know of the call, or it would make it again (R-F-10).
  tell_root();
  self_->send(given_.gateway, send_command{std::move(ticket)});
}

void account_supervisor_state::tell_root() {
  if (given_.offline)
    return;
  standing_changed report{given_.account,  binding_,       lockout_.clock, state_,
                          given_.settings, given_.pending, desk_,          {}};
  for (const auto& [id, call] : in_flight_)
    report.calls.push_back(call);
  self_->send(given_.root, std::move(report));
}

bool account_supervisor_state::send_commands(const domain::desk_orders& orders) {
  if (given_.settings->mode != domain::account_mode::enforce)
    return false;
  for (const auto& ticket : orders.commands) {
    dispatch(ticket, step_->now.monotonic);
    if (given_.measures != nullptr)
      given_.measures->decision.record(given_.clock->now().monotonic - step_->now.monotonic);
  }
  return !orders.commands.empty();
}

void account_supervisor_state::tell_orders(domain::desk_orders orders) {
  const bool sends = given_.settings->mode == domain::account_mode::enforce;
  for (auto& ticket : orders.commands) {
    log_.info("checkpoint.enforcement_triggered", field("rule", ticket.rule),
              field("command", domain::name_of(ticket.order)),
              field("contract", domain::contract_of(ticket.order)), field("id", ticket.id),
              field("attempt", ticket.attempt), field("sent", sends));
    step_->records.emplace_back(domain::command_record{ticket});
    step_->entries.emplace_back(domain::command_sent{std::move(ticket), step_->now.wall});
  }
  for (const auto order : orders.read_orders)
    self_->send(given_.gateway, look_up_order{given_.account, order});
  if (orders.read_account)
    self_->send(given_.gateway, read_account{given_.account, domain::snapshot_purpose::verification,
                                             std::nullopt, false});
  for (auto& alert : orders.alerts)
    raise(std::move(alert));
  if (orders.verified)
    log_.info("enforcement.verified", field("commands", orders.status.commands_sent),
              field("failed", orders.status.commands_failed));
  around_.enforcement = orders.status;
  schedule_wake(orders.wake);
}

} // namespace riskd
