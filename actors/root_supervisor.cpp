#include "actors/root_supervisor.hpp"

#include "actors/actor_scheduler.hpp"
#include "actors/alert_log.hpp"
#include "actors/death_series.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <utility>

namespace riskd {

namespace {

using namespace std::chrono_literals;
using logging::field;

constexpr domain::duration restart_pause = 100ms;

/// The account a journal report is about, if it is about one.
std::optional<domain::account_id> account_of(const domain::journal_report& report) {
  if (const auto* committed = std::get_if<domain::batch_committed>(&report))
    return committed->account;
  if (const auto* written = std::get_if<domain::intent_written>(&report))
    return written->account;
  if (const auto* synced = std::get_if<domain::intent_synced>(&report))
    return synced->account;
  return std::nullopt;
}

} // namespace

root_supervisor_actor::behavior_type root_supervisor_state::make_behavior(daemon_plan plan) {
  plan_ = std::move(plan);
  self_->set_exit_handler([this](const caf::exit_msg& message) { on_exit(message); });
  // Most of what it hears is what binds, kept for whoever succeeds one that dies.
  if (auto* scheduler = actor_scheduler::of(self_->system()))
    scheduler->put_last(*self_);
  std::vector<settings_ptr> accounts;
  for (const auto& gateway : plan_.gateways)
    for (const auto& account : gateway.accounts)
      if (!account.leaves())
        accounts.push_back(account.now);
  board_ = spawn_actor<caf::linked>(
    *self_, plan_.log, status_board,
    board_assignment{plan_.log, plan_.clock, plan_.status, plan_.version, plan_.pid, accounts});
  clock_ = spawn_actor<caf::linked>(
    *self_, plan_.log, session_clock,
    clock_assignment{plan_.log, plan_.clock, caf::actor_cast<clock_listener_actor>(self_)});
  if (needs_notifier())
    spawn_notifier(plan_.clock->now().wall);
  audit("service_start", "riskd " + plan_.version + " started.");
  for (const auto& alert : plan_.opening_alerts)
    raise(alert);
  start_gateways();
  return {
    [this](const account_resolved& found) { on_resolved(found); },
    [this](const accounts_listed& listed) { on_listed(listed); },
    [this](const standing_changed& change) {
      auto& entry = accounts_[change.account];
      entry.binding = change.binding;
      entry.lock_measures = change.clock;
      entry.state = change.state;
      entry.settings = change.settings;
      entry.pending = change.pending;
      entry.desk = change.desk;
      entry.calls = change.calls;
    },
    [this](const journal_reported& report) { on_journal(report.report); },
    [this](const deliveries_changed& change) { self_->send(board_, change); },
    [this](const clock_stepped& step) { on_clock_stepped(step); },
    [this](const self_test_wanted& wanted) {
      pass_on("Self-test of the rules asked for by " + wanted.by + ".", wanted);
    },
    [this](const comparison_wanted& wanted) {
      pass_on("Comparison with the broker asked for by " + wanted.by + ".", wanted);
    },
    [this](const configuration_reloaded& change) { reload(change); },
    [this](const stop_work& command) { stop(command); },
    [this](restart_atom) { restart(); },
  };
}

void root_supervisor_state::start_gateways() {
  gateways_.resize(plan_.gateways.size());
  for (std::size_t index = 0; index < gateways_.size(); ++index) {
    auto relay = std::make_shared<report_relay>();
    gateways_[index].relay = relay;
    spawn_gateway(index);
    plan_.gateways[index].port->start(
      [relay](domain::broker_event event) { relay->forward(std::move(event)); });
  }
}

void root_supervisor_state::spawn_gateway(std::size_t index) {
  const auto& plan = plan_.gateways[index];
  gateway_assignment assignment;
  assignment.log = plan_.log;
  assignment.name = plan.name;
  assignment.index = index;
  assignment.accounts = plan.accounts;
  assignment.port = plan.port;
  assignment.clock = plan.clock;
  assignment.root = caf::actor_cast<account_finder_actor>(self_);
  assignment.clock_listener = caf::actor_cast<clock_listener_actor>(self_);
  assignment.board = caf::actor_cast<status_listener_actor>(board_);
  assignment.conflation = plan.conflation;
  assignment.products = plan.products;
  assignment.remark = plan.remark;
  assignment.recording = plan_.recording;
  auto& entry = gateways_[index];
  entry.actor = spawn_actor<caf::linked>(*self_, plan_.log, broker_gateway, std::move(assignment));
  entry.up = true;
  introduce_accounts(index);
  entry.relay->connect(entry.actor);
}

/// A gateway that replaces another knows its accounts before it hears what was kept for them.
void root_supervisor_state::introduce_accounts(std::size_t index) {
  const auto& gateway = gateways_[index].actor;
  for (const auto& [id, entry] : accounts_) {
    if (!entry.up || entry.gateway != index)
      continue;
    self_->send(gateway,
                register_account{id, caf::actor_cast<account_listener_actor>(entry.actor)});
    self_->send(entry.actor, gateway_replaced{caf::actor_cast<broker_requests_actor>(gateway)});
  }
}

/// Without a single account there is nothing to guard: the start has failed (R-G-1, step 5).
void root_supervisor_state::on_listed(const accounts_listed& listed) {
  gateways_[listed.gateway].listed = true;
  const bool all_listed = std::all_of(gateways_.begin(), gateways_.end(),
                                      [](const gateway_entry& x) { return x.listed; });
  if (!all_listed || !accounts_.empty() || stopping_)
    return;
  plan_.log.critical("daemon.no_account_found");
  last_words_ = caf::exit_reason::normal;
  stop(stop_work{});
}

void root_supervisor_state::on_resolved(const account_resolved& found) {
  const auto known = accounts_.find(found.row.id);
  // A gateway that was replaced finds its accounts again.
  if (known != accounts_.end() && known->second.settings)
    return;
  // By the broker's clock, which nobody here can set (R-L-12).
  const auto& gateway = plan_.gateways[found.gateway];
  const auto planned = domain::on_day_of(gateway.accounts[found.entry], gateway.clock->now().wall);
  if (!planned.now) {
    plan_.log.info("account.left_alone", field("account", found.row.id));
    left_alone_.push_back(found);
    return;
  }
  auto& entry = accounts_[found.row.id];
  entry.gateway = found.gateway;
  entry.entry = found.entry;
  entry.settings = planned.now;
  entry.pending = planned.pending;
  entry.row = found.row;
  entry.clock_lag = found.clock_lag;
  entry.owner = static_cast<std::int64_t>(accounts_.size() - 1) % domain::id_source::owners_max;
  plan_.log.info("account.resolved", field("account", found.row.id));
  spawn_account(found.row.id, entry, true);
}

void root_supervisor_state::spawn_account(domain::account_id id, account_entry& entry, bool first) {
  const auto& gateway = gateways_[entry.gateway].actor;
  account_assignment assignment;
  assignment.log = plan_.log;
  assignment.settings = entry.settings;
  assignment.pending = entry.pending;
  assignment.account = id;
  assignment.name = entry.row.name.value_or(entry.settings->name);
  assignment.owner = entry.owner;
  assignment.clock = plan_.gateways[entry.gateway].clock;
  assignment.clock_lag = entry.clock_lag;
  assignment.journal = plan_.journal;
  assignment.gateway = caf::actor_cast<broker_requests_actor>(gateway);
  assignment.board = caf::actor_cast<status_listener_actor>(board_);
  assignment.root = caf::actor_cast<standing_keeper_actor>(self_);
  assignment.children = plan_.children;
  assignment.recording = plan_.recording;
  assignment.measures = plan_.measures;
  assignment.binding = entry.binding;
  assignment.lock_measures = entry.lock_measures;
  assignment.state = entry.state;
  assignment.desk = entry.desk;
  assignment.calls = entry.calls;
  const auto stored
    = std::find_if(plan_.stored.begin(), plan_.stored.end(),
                   [id](const domain::restored_account& x) { return x.account == id; });
  if (first && stored != plan_.stored.end())
    assignment.stored = *stored;
  if (first && (plan_.store_lost || plan_.lost_accounts.contains(id)))
    assignment.system_lock = domain::rule_id::system_state;
  if (!first)
    assignment.sequence_floor
      = static_cast<std::uint64_t>(plan_.clock->now().wall.time_since_epoch().count());
  entry.actor
    = spawn_actor<caf::linked>(*self_, plan_.log, account_supervisor, std::move(assignment));
  entry.up = true;
  introduce(id, entry);
  self_->send(gateway, register_account{id, caf::actor_cast<account_listener_actor>(entry.actor)});
  // The one that died may not have come to it.
  if (entry.offered)
    self_->send(entry.actor, *entry.offered);
}

void root_supervisor_state::raise(domain::alert_record alert,
                                  std::optional<domain::account_id> account) {
  log_alert(plan_.log, alert);
  self_->send(board_, alert_raised{plan_.clock->now().wall, account, std::move(alert)});
}

/// What happens to the daemon itself is part of the chain (R-P-6).
void root_supervisor_state::audit(const char* type, const std::string& text) {
  domain::audit_entry entry;
  entry.at = plan_.clock->now().wall;
  entry.type = type;
  entry.text = text;
  entry.config_hash = plan_.config_hash;
  entry.data = {{"version", plan_.version}, {"pid", std::to_string(plan_.pid)}};
  plan_.journal->append({std::nullopt, 0, {std::move(entry)}});
}

/// Whoever moves the clock moves no deadline (R-L-11, R-L-12), but should be seen.
void root_supervisor_state::on_clock_stepped(const clock_stepped& step) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(step.by).count();
  if (!step.by_broker
      && (step.by > domain::broker_clock::skew_max || step.by < -domain::broker_clock::skew_max))
    raise({domain::alert_code::clock_skew, std::nullopt,
           "the local clock jumped by " + std::to_string(seconds)
             + " s; time goes on as if it had not"});
  for (const auto& [id, entry] : accounts_)
    if (entry.up)
      self_->send(entry.actor, step);
}

/// An administrator's request concerns every account, and the audit.
template <class Request>
void root_supervisor_state::pass_on(const std::string& text, const Request& wanted) {
  audit("admin_request", text);
  for (const auto& [id, entry] : accounts_)
    if (entry.up)
      self_->send(entry.actor, wanted);
}

void root_supervisor_state::on_journal(const domain::journal_report& report) {
  if (const auto account = account_of(report)) {
    if (const auto entry = accounts_.find(*account); entry != accounts_.end() && entry->second.up)
      self_->send(entry->second.actor, journal_reported{report});
    return;
  }
  const auto* failed = std::get_if<domain::journal_failed>(&report);
  if (!failed && !std::holds_alternative<domain::journal_recovered>(report))
    return;
  if (failed) {
    plan_.log.critical("journal.failed", field("reason", failed->reason));
    raise({domain::alert_code::store_failed, std::nullopt, failed->reason});
  } else {
    plan_.log.info("journal.recovered");
  }
  self_->send(board_, storage_status_changed{{!failed, failed ? failed->reason : std::string{}}});
  for (const auto& [id, entry] : accounts_)
    if (entry.up)
      self_->send(entry.actor, journal_reported{report});
}

/// Accounts and gateways are replaced. Without the others nothing can be told any more: the process
/// ends, and whatever watches it starts it anew.
void root_supervisor_state::on_exit(const caf::exit_msg& message) {
  const auto who = caf::actor_cast<caf::actor_addr>(message.source);
  for (auto& [id, entry] : accounts_) {
    if (!entry.up || entry.actor.address() != who)
      continue;
    entry.up = false;
    if (stopping_)
      return stop_rest_if_accounts_are_gone();
    return on_account_died(id, entry, message.reason);
  }
  for (auto& entry : gateways_) {
    if (!entry.up || entry.actor.address() != who)
      continue;
    entry.up = false;
    if (stopping_)
      return;
    entry.relay->disconnect();
    if (plan_.measures != nullptr)
      ++plan_.measures->gateways_replaced;
    plan_.log.critical("supervision.gateway_died", field("reason", caf::to_string(message.reason)));
    self_->delayed_send(self_, restart_pause, restart_atom_v);
    return;
  }
  if (notifier_.up && notifier_.actor.address() == who)
    return on_notifier_died(message.reason);
  if (!stopping_)
    self_->quit(message.reason);
}

void root_supervisor_state::on_account_died(domain::account_id id, account_entry& entry,
                                            const caf::error& reason) {
  const auto pause = pause_after_death(entry, plan_.clock->now().monotonic);
  if (plan_.measures != nullptr)
    ++plan_.measures->accounts_replaced;
  plan_.log.critical("supervision.account_supervisor_died", field("account", id),
                     field("reason", caf::to_string(reason)), field("deaths", entry.deaths));
  raise({domain::alert_code::supervision_exhausted, std::nullopt, "its supervisor died"}, id);
  self_->send(board_, account_unguarded{id, "its supervisor died and is being replaced"});
  self_->delayed_send(self_, pause, restart_atom_v);
}

void root_supervisor_state::restart() {
  if (stopping_)
    return;
  for (std::size_t index = 0; index < gateways_.size(); ++index)
    if (!gateways_[index].up)
      spawn_gateway(index);
  replace_notifier();
  const auto now = plan_.clock->now().monotonic;
  for (auto& [id, entry] : accounts_) {
    if (entry.up || !entry.settings)
      continue;
    if (entry.replace_at <= now)
      spawn_account(id, entry, false);
    else
      self_->delayed_send(self_, entry.replace_at - now, restart_atom_v);
  }
}

/// Accounts first, since they still have commands to send; then everything else.
void root_supervisor_state::stop(const stop_work& command) {
  stopping_ = true;
  self_->send(board_, daemon_stopping{});
  if (notifier_.up)
    self_->send(notifier_.actor, daemon_stopping{});
  for (const auto& [id, entry] : accounts_)
    if (entry.up)
      self_->send(entry.actor, command);
  stop_rest_if_accounts_are_gone();
}

void root_supervisor_state::stop_rest_if_accounts_are_gone() {
  const bool gone = std::none_of(accounts_.begin(), accounts_.end(),
                                 [](const auto& row) { return row.second.up; });
  if (!gone)
    return;
  for (const auto& entry : gateways_) {
    entry.relay->close();
    self_->send(entry.actor, stop_work{});
  }
  self_->send(clock_, stop_work{});
  if (notifier_.up)
    self_->send(notifier_.actor, stop_work{});
  self_->send(board_, stop_work{});
  audit("service_stop", "riskd ended.");
  self_->quit(last_words_);
}

root_supervisor_actor::behavior_type root_supervisor(root_supervisor_state::self_pointer self,
                                                     daemon_plan plan) {
  return self->state.make_behavior(std::move(plan));
}

} // namespace riskd
