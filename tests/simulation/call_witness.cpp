#include "tests/simulation/call_witness.hpp"

#include <algorithm>
#include <utility>

namespace riskd::simulation {

using namespace domain;
using namespace std::chrono_literals;

namespace {

/// R-F-9
constexpr duration intent_wait = 2ms;

/// R-F-12
constexpr duration look_after = 1s;

/// R-F-10
constexpr std::size_t calls_max = 8;

bool shrinks(const command& order) {
  return std::holds_alternative<close_position>(order)
         || std::holds_alternative<reduce_position>(order);
}

std::optional<order_id> order_of(const command& order) {
  if (const auto* cancel = std::get_if<cancel_order>(&order))
    return cancel->order();
  if (const auto* modify = std::get_if<modify_order>(&order))
    return modify->order();
  return std::nullopt;
}

/// What leaves where nobody can plan any more follows no rules of traffic (R-L-16).
bool is_emergency(const command_ticket& ticket) {
  return ticket.rule == rule_id::system_supervision;
}

bool are_alike(const command& a, const command& b) {
  if (shrinks(a) && shrinks(b))
    return contract_of(a) == contract_of(b);
  return order_of(a) && order_of(a) == order_of(b);
}

} // namespace

call_witness::call_witness(simulated_venue& venue, simulated_store& store,
                           const virtual_clock& clock, accusation accuse)
  : venue_(venue), clock_(clock), accuse_(std::move(accuse)) {
  venue.on_reply = [this](const command_replied& x) {
    on_reply(x);
  };
  venue.on_positions_read = [this](account_id account, duration begun) {
    on_positions_read(account, begun);
  };
  store.on_intent = [this](account_id account, const journal_entry& x) {
    on_intent(account, x);
  };
  store.on_kept = [this](account_id account, const journal_entry& x) {
    on_kept(account, x);
  };
}

duration call_witness::elapsed() const {
  return clock_.now().monotonic;
}

void call_witness::note_death() {
  accounts_.clear();
}

void call_witness::note_entry(account_id account, const journal_entry& entry) {
  auto& calls = accounts_[account];
  if (const auto* sent = std::get_if<command_sent>(&entry)) {
    const auto is_same = [&](const call& x) {
      return x.ticket.id == sent->ticket.id;
    };
    if (std::none_of(calls.in_flight.begin(), calls.in_flight.end(), is_same))
      calls.decided.insert(sent->ticket.id);
  } else if (const auto* event = std::get_if<stored_event>(&entry)) {
    const auto* row = std::get_if<position_row>(&event->payload);
    if (row && row->size == quantity{})
      note_flat(calls, row->contract);
  }
}

/// What opens after the account was seen flat is another position, whichever list lagged behind.
void call_witness::note_flat(account_calls& calls, const contract_id& contract) {
  calls.questions.erase(contract);
  for (auto& each : calls.in_flight)
    if (shrinks(each.ticket.order) && contract_of(each.ticket.order) == contract)
      each.went_flat = true;
}

void call_witness::on_intent(account_id account, const journal_entry& entry) {
  const auto* stored = std::get_if<lock_stored>(&entry);
  // The locks of the system follow from no verdict, and nothing waits for them.
  if (stored && stored->what.rule < rule_id::system_state)
    accounts_[account].unwritten.push_back({stored->what, elapsed(), accounts_[account].decided});
}

void call_witness::on_kept(account_id account, const journal_entry& entry) {
  if (const auto* stored = std::get_if<lock_stored>(&entry))
    std::erase_if(accounts_[account].unwritten,
                  [&](const unwritten_lock& x) { return x.what == stored->what; });
}

void call_witness::note_submitted(const command_ticket& ticket) {
  auto& calls = accounts_[ticket.account];
  calls.decided.erase(ticket.id);
  if (is_emergency(ticket))
    return;
  judge_order(ticket, calls);
  calls.in_flight.push_back(
    {ticket, elapsed(), position_of(ticket.account, contract_of(ticket.order)), false});
  if (calls.in_flight.size() > calls_max)
    accuse_(ticket.account, std::to_string(calls.in_flight.size()) + " calls are in flight");
  if (shrinks(ticket.order))
    calls.questions.erase(contract_of(ticket.order));
}

void call_witness::judge_order(const command_ticket& ticket, const account_calls& calls) {
  const auto name = std::string{name_of(ticket.order)};
  for (const auto& [lock, since, earlier] : calls.unwritten)
    if (elapsed() < since + intent_wait && !earlier.contains(ticket.id))
      accuse_(ticket.account,
              name + " left before the lock of " + to_string(lock.rule) + " was written");
  for (const auto& each : calls.in_flight)
    if (are_alike(each.ticket.order, ticket.order))
      accuse_(ticket.account,
              name + " left while another " + name_of(each.ticket.order) + " was in flight");
  if (!shrinks(ticket.order))
    return;
  const auto open = calls.questions.find(contract_of(ticket.order));
  if (open != calls.questions.end()
      && open->second.about == position_of(ticket.account, open->first))
    accuse_(ticket.account, name + " was repeated before anybody looked what became of it");
}

void call_witness::on_reply(const command_replied& reply) {
  auto& calls = accounts_[reply.account];
  const auto found = std::find_if(calls.in_flight.begin(), calls.in_flight.end(),
                                  [&](const call& x) { return x.ticket.id == reply.id; });
  if (found == calls.in_flight.end())
    return;
  const auto& order = found->ticket.order;
  if (shrinks(order) && reply.outcome == call_outcome::unknown && !found->went_flat)
    calls.questions[contract_of(order)] = {found->sent, found->about};
  calls.in_flight.erase(found);
}

void call_witness::on_positions_read(account_id account, duration begun) {
  std::erase_if(accounts_[account].questions,
                [&](const auto& row) { return begun >= row.second.sent + look_after; });
}

std::optional<position_id> call_witness::position_of(account_id account,
                                                     const contract_id& contract) const {
  for (const auto& each : venue_.book(account).positions())
    if (each.contract == contract)
      return each.id;
  return std::nullopt;
}

} // namespace riskd::simulation
