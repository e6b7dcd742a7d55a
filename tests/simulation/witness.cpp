#include "tests/simulation/witness.hpp"

#include <algorithm>
#include <cstdlib>

namespace riskd::simulation {

using namespace domain;
using namespace std::chrono_literals;

namespace {

/// The broker's and the local clock may differ by this much unnoticed (R-L-12).
constexpr duration clock_tolerance = 6s;

/// The status is published now and then.
constexpr duration status_lag = 3s;

/// How long an account may hold something against its lock while nothing goes wrong: the time of a
/// partial fill, a retry, and a snapshot that the stream delayed (R-F-11, R-G-5).
constexpr duration flat_within = 20s;

/// More commands of one account within a second are a storm.
constexpr std::size_t commands_per_second = 30;

} // namespace

witness::witness(simulated_venue& venue, simulated_store& store, const virtual_clock& clock)
  : venue_(venue), store_(store), clock_(clock),
    calls_(venue, store, clock,
           [this](account_id account, const std::string& what) { accuse(account, what); }) {
  venue_.on_submit = [this](const command_ticket& x) {
    on_submit(x);
  };
  venue_.on_execution = [this](const simulated_venue::execution& x) {
    on_execution(x);
  };
  store_.on_entry = [this](account_id account, const journal_entry& x) {
    on_entry(account, x);
  };
}

duration witness::elapsed() const {
  return clock_.now().monotonic;
}

void witness::accuse(account_id account, const std::string& what) {
  violations_.push_back(
    std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(elapsed()).count())
    + " ms, account " + to_string(account) + ": " + what);
}

void witness::watch(const account_settings& settings) {
  auto& notes = accounts_[*settings.id];
  notes.settings = &settings;
  if (const auto known = store_.restored(*settings.id).day)
    notes.last_reset = known->boundary;
}

void witness::note_fault() {
  last_fault_ = elapsed();
}

void witness::note_fault(account_id account) {
  accounts_.at(account).last_fault = elapsed();
}

bool witness::is_disturbed(const account_notes& notes) const {
  return elapsed() <= std::max(last_fault_, notes.last_fault) + fault_echo;
}

void witness::note_trader(account_id account) {
  accounts_.at(account).last_traded = elapsed();
}

/// From here on, what is in the store binds; what never got there may be forgotten.
void witness::note_death() {
  for (auto& [id, notes] : accounts_) {
    notes.locks.clear();
    notes.unflat_since.reset();
    notes.directives.clear();
    notes.last_reset.reset();
    const auto stored = store_.restored(id);
    for (const auto& each : stored.binding.locks.all())
      notes.locks[each.rule] = {each, elapsed()};
    if (stored.day)
      notes.last_reset = stored.day->boundary;
  }
  calls_.note_death();
}

void witness::note_start() {
  started_ = elapsed();
}

void witness::on_entry(account_id account, const journal_entry& entry) {
  calls_.note_entry(account, entry);
  auto& notes = accounts_.at(account);
  if (const auto* stored = std::get_if<lock_stored>(&entry))
    on_lock(account, notes, stored->what);
  else if (const auto* ended = std::get_if<lock_ended>(&entry))
    on_unlock(account, notes, *ended);
  else if (const auto* opened = std::get_if<directive_opened>(&entry))
    on_directive_opened(notes, opened->key);
  else if (const auto* closed = std::get_if<directive_closed>(&entry))
    on_directive_closed(account, notes, closed->key);
  else if (const auto* reset = std::get_if<day_started>(&entry))
    on_reset(account, notes, *reset);
  else if (const auto* event = std::get_if<stored_event>(&entry))
    on_event(notes, event->payload);
}

void witness::on_lock(account_id account, account_notes& notes, const lock& now) {
  const auto known = notes.locks.find(now.rule);
  if (known == notes.locks.end()) {
    notes.locks[now.rule] = {now, elapsed()};
    return;
  }
  const auto& before = known->second.what;
  if (now.until && (!before.until || *now.until < *before.until))
    accuse(account, std::string{"lock of "} + to_string(now.rule) + " was shortened");
  if (before.policy == lock_policy::flatten && now.policy == lock_policy::keep)
    accuse(account, std::string{"lock of "} + to_string(now.rule) + " was softened");
  known->second = {now, elapsed()};
}

void witness::on_unlock(account_id account, account_notes& notes, const lock_ended& ended) {
  const auto known = notes.locks.find(ended.rule);
  // Intents and batches tell the same end twice.
  if (known == notes.locks.end())
    return;
  const auto& until = known->second.what.until;
  if (until && venue_.now() + clock_tolerance < *until && ended.reason != lock_end::condition)
    accuse(account, std::string{"lock of "} + to_string(ended.rule) + " until "
                      + domain::to_string(*until) + " ended at " + domain::to_string(venue_.now()));
  notes.locks.erase(known);
}

void witness::on_submit(const command_ticket& ticket) {
  auto& notes = accounts_.at(ticket.account);
  if (notes.settings->mode == account_mode::shadow)
    accuse(ticket.account, "a command left in shadow mode");
  auto& recent = notes.commands;
  std::erase_if(recent, [this](duration x) { return x + 1s < elapsed(); });
  recent.push_back(elapsed());
  if (recent.size() > commands_per_second)
    accuse(ticket.account, "a storm of commands");
  calls_.note_submitted(ticket);
}

void witness::on_execution(const simulated_venue::execution& what) {
  const auto& account = what.ticket.account;
  const auto before = what.before;
  const auto after = what.after;
  if (std::abs(after) > std::abs(before) || before * after < 0)
    accuse(account, std::string{name_of(what.ticket.order)} + " made a position of "
                      + std::to_string(before) + " one of " + std::to_string(after));
  const auto& notes = accounts_.at(account);
  const bool is_quiet = elapsed() > notes.last_traded + 3s && !is_disturbed(notes);
  const auto* limit = notes.settings->rules.find<rules::max_contracts>();
  if (std::holds_alternative<reduce_position>(what.ticket.order) && is_quiet && limit
      && what.ticket.rule == rule_id::max_contracts && std::abs(after) < limit->limit.count()
      && after != before) {
    std::int64_t others = 0;
    for (const auto& each : traded_contracts())
      if (each.id != contract_of(what.ticket.order))
        others += std::abs(venue_.book(account).net(each.id));
    if (std::abs(after) + others < limit->limit.count())
      accuse(account, "a position was reduced below its limit");
  }
}

void witness::look_at(const daemon_status& status) {
  for (const auto& each : status.accounts) {
    if (!each.id || !each.day)
      continue;
    auto& notes = accounts_.at(*each.id);
    look_at_locks(each, notes);
    look_at_flatness(each, notes);
    look_at_protection(each, notes);
  }
}

void witness::look_at_locks(const account_status& status, account_notes& notes) {
  for (const auto& [rule, known] : notes.locks) {
    if (elapsed() < known.noted + status_lag || elapsed() < started_ + status_lag)
      continue;
    const auto shown = std::find_if(status.locks.begin(), status.locks.end(),
                                    [rule = rule](const lock& x) { return x.rule == rule; });
    if (shown == status.locks.end())
      accuse(*status.id, std::string{"lock of "} + to_string(rule) + " disappeared");
    else if (shown->until && (!known.what.until || *shown->until < *known.what.until))
      accuse(*status.id, std::string{"lock of "} + to_string(rule) + " is shown shorter");
  }
}

bool witness::is_flat(account_id account) const {
  const auto& book = venue_.book(account);
  const auto orders = book.live_orders();
  return book.positions().empty() && orders.empty();
}

void witness::look_at_flatness(const account_status& status, account_notes& notes) {
  const bool demands = std::any_of(notes.locks.begin(), notes.locks.end(), [](const auto& x) {
    return x.second.what.policy == lock_policy::flatten;
  });
  if (!demands || notes.settings->mode == account_mode::shadow || is_flat(*status.id)
      || is_disturbed(notes) || elapsed() < notes.last_traded + status_lag) {
    notes.unflat_since.reset();
    return;
  }
  if (!notes.unflat_since)
    notes.unflat_since = elapsed();
  if (elapsed() > *notes.unflat_since + flat_within) {
    accuse(*status.id, "a locked account is not brought to flat");
    notes.unflat_since.reset();
  }
}

/// Whatever strikes the others, an account that nothing strikes is protected (R-X-1, R-L-16).
void witness::look_at_protection(const account_status& status, const account_notes& notes) {
  // The configuration of a day is stored when it begins (R-P-2).
  const bool begins_day = venue_.now() < status.day->begin + status_lag;
  if (is_disturbed(notes) || elapsed() < started_ + fault_echo || begins_day)
    return;
  if (status.state != protection::protected_ && status.state != protection::shadow
      && notes.last_fault < started_) {
    std::string reasons;
    for (const auto& each : status.reasons)
      reasons += "; " + each;
    accuse(*status.id,
           std::string{"nothing strikes it, but it is "} + to_string(status.state) + reasons);
  }
}

} // namespace riskd::simulation
