#include "actors/account_supervisor.hpp"
#include "domain/emergency.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <utility>

// What happens when children die or rules fail.

namespace riskd {

namespace {

using namespace std::chrono_literals;
using logging::field;

/// A rule may fail this often on one event before safe mode acts (R-F-19).
constexpr std::uint32_t rule_failures_max = 3;

/// Safe mode is left after this long without a failure (R-F-19).
constexpr domain::duration recovery_length = 60s;

} // namespace

// Children

void account_supervisor_state::hand_to(child_role role, std::function<void()> hand_over) {
  step_->worker = role;
  step_->hand_over = std::move(hand_over);
  if (children_.is_up(role))
    step_->hand_over();
}

bool account_supervisor_state::is_awaited(child_role role, const step_ref& ref) const {
  return step_ && step_->worker == role && ref.step == step_->number
         && ref.epoch == children_.epoch_of(role);
}

step_ref account_supervisor_state::ref_for(child_role role) const {
  return {children_.epoch_of(role), step_->number};
}

last_good account_supervisor_state::view() const {
  return {state_, binding_, lockout_, desk_};
}

void account_supervisor_state::on_child_failed(const child_failed& failed) {
  if (!is_awaited(failed.role, failed.ref))
    return;
  ++step_->deaths;
  step_->last_failure = failed.reason;
}

void account_supervisor_state::on_child_exit(child_role role) {
  if (stopping_)
    return;
  const auto now = given_.clock->now().monotonic;
  ++deaths_in_a_row_;
  const bool blamed = step_ && step_->worker == role && step_->deaths > 0;
  if (given_.measures != nullptr)
    ++given_.measures->children_replaced;
  log_.error("supervision.child_died", field("child", role), field("deaths", deaths_in_a_row_),
             field("blamed", blamed));
  // All deaths that one event causes are one incident (R-L-16).
  if ((!blamed || step_->deaths == 1) && budget_->note_incident(now) && !exhausted_)
    exhaust_budget();
  if (blamed && step_->deaths >= domain::restart_budget::deaths_max)
    quarantine();
  if (exhausted_)
    enforce_without_children();
  self_->delayed_send(self_, budget_->pause(deaths_in_a_row_, exhausted_), restart_atom_v,
                      ++restart_generation_);
}

void account_supervisor_state::restart_children(std::uint64_t generation) {
  if (generation != restart_generation_ || stopping_)
    return;
  for (const auto role : {child_role::state_keeper, child_role::rule_evaluator,
                          child_role::lockout_timer, child_role::enforcer}) {
    if (children_.is_up(role))
      continue;
    children_.spawn(role, view());
    if (role == child_role::lockout_timer)
      watched_.reset();
    if (step_ && step_->worker == role)
      step_->hand_over();
  }
  watch_next_deadline();
  pump();
}

/// Sets aside the event that keeps killing its actor; everything else goes on (R-F-19).
void account_supervisor_state::quarantine() {
  ++around_.events_quarantined;
  const auto detail = "an event killed the " + std::string{to_string(*step_->worker)} + " "
                      + std::to_string(step_->deaths) + " times: " + step_->last_failure;
  log_.critical("supervision.event_quarantined", field("child", *step_->worker),
                field("reason", step_->last_failure));
  raise({domain::alert_code::event_quarantined, std::nullopt, detail});
  record(*step_);
  step_.reset();
  enter_safe_mode(detail);
}

/// R-L-16: the account is locked, and goes on being enforced while its children are tried again.
void account_supervisor_state::exhaust_budget() {
  exhausted_ = true;
  around_.impairment = "its supervision failed too often";
  raise({domain::alert_code::supervision_exhausted, std::nullopt, around_.impairment});
  engage_system_lock(domain::rule_id::system_supervision);
}

/// While nobody can plan, everything in the last good view is closed and cancelled (R-L-16).
void account_supervisor_state::enforce_without_children() {
  if (given_.settings->mode != domain::account_mode::enforce)
    return;
  close_without_planning();
  raise({domain::alert_code::not_flat, std::nullopt, "closed without planning"});
  compare_with_broker();
}

void account_supervisor_state::close_without_planning() {
  const auto now = given_.clock->now();
  std::vector<domain::decision> records;
  std::vector<domain::journal_entry> entries;
  for (auto& ticket : domain::close_everything(*state_, lockout_.ids, now.wall)) {
    log_.info("checkpoint.enforcement_triggered", field("rule", ticket.rule),
              field("command", domain::name_of(ticket.order)),
              field("contract", domain::contract_of(ticket.order)), field("id", ticket.id),
              field("attempt", ticket.attempt), field("sent", true));
    records.emplace_back(domain::command_record{ticket});
    entries.emplace_back(domain::command_sent{ticket, now.wall});
    dispatch(std::move(ticket), now.monotonic);
  }
  journal_.append(std::move(entries), records, now.wall, *given_.settings);
}

// Rules that fail and safe mode

/// At the start, with every trading day, and on demand.
void account_supervisor_state::ask_for_proof() {
  if (!given_.offline && children_.is_up(child_role::rule_evaluator))
    self_->send(children_.evaluator(),
                prove_rules{given_.settings, state_, given_.clock->now().wall});
}

void account_supervisor_state::on_proven(const rules_proven& report) {
  for (const auto& proof : report.proofs) {
    const auto known = std::find(around_.proofs.begin(), around_.proofs.end(), proof);
    if (proof.armed || known != around_.proofs.end())
      continue;
    const auto detail = std::string{domain::to_string(proof.rule)} + ": " + proof.reason;
    log_.critical("rule.unproven", field("rule", proof.rule), field("reason", proof.reason));
    raise({domain::alert_code::rule_failed, std::nullopt, detail});
  }
  if (!around_.self_tested)
    log_.info("checkpoint.rules_initialized",
              field("expected", given_.settings->rules.all().size()),
              field("loaded", report.proofs.size()));
  around_.proofs = report.proofs;
  around_.self_tested = report.at;
  mark_status_dirty();
}

/// A rule gets three tries at one event; one that failed before gets one (R-F-19).
bool account_supervisor_state::retry_failed_rules(const domain::rules::judgement& found) {
  const bool is_new
    = std::any_of(found.failures.begin(), found.failures.end(), [&](const auto& failure) {
        return !around_.failed_rules.contains(failure.rule);
      });
  return is_new && ++step_->rule_failures < rule_failures_max;
}

void account_supervisor_state::note_rule_failures(const domain::rules::judgement& found) {
  std::set<domain::rule_id> failed;
  for (const auto& failure : found.failures) {
    failed.insert(failure.rule);
    last_failure_ = step_->now.monotonic;
    if (around_.failed_rules.contains(failure.rule))
      continue;
    const auto detail = std::string{domain::to_string(failure.rule)} + ": " + failure.reason;
    log_.critical("rule.failed", field("rule", failure.rule), field("reason", failure.reason));
    raise({domain::alert_code::rule_failed, std::nullopt, detail});
    enter_safe_mode(detail);
  }
  if (failed != around_.failed_rules)
    mark_status_dirty();
  around_.failed_rules = std::move(failed);
}

void account_supervisor_state::enter_safe_mode(const std::string& reason) {
  const auto now = given_.clock->now();
  around_.impairment = reason;
  last_failure_ = now.monotonic;
  rebuilt_ = false;
  mark_status_dirty();
  if (!binding_->safe) {
    const auto change = domain::bind_safe_mode(*binding_, *given_.settings, *state_, now.wall);
    binding_ = std::make_shared<const domain::standing>(change.next);
    journal_.write_intent(change.intents);
    journal_.append(change.entries, {}, now.wall, *given_.settings);
    tell_root();
    raise({domain::alert_code::safe_mode_entered, std::nullopt, reason});
    enqueue_wake();
  }
  compare_with_broker();
}

void account_supervisor_state::recover() {
  // The lock of an exhausted supervision outlives its cause; the account is protected again when
  // its children work and the lock has ended (R-L-16).
  if (exhausted_ && children_.all_up()
      && !binding_->locks.find(domain::rule_id::system_supervision)) {
    exhausted_ = false;
    deaths_in_a_row_ = 0;
    around_.impairment = binding_->safe ? "in safe mode" : std::string{};
    mark_status_dirty();
  }
  leave_safe_mode_if_recovered();
}

void account_supervisor_state::leave_safe_mode_if_recovered() {
  const auto now = given_.clock->now();
  if (!domain::may_leave_safe_mode(*binding_, *state_) || exhausted_ || !rebuilt_
      || !around_.failed_rules.empty() || now.monotonic - last_failure_ < recovery_length)
    return;
  const auto change = domain::end_safe_mode(*binding_, now.wall);
  binding_ = std::make_shared<const domain::standing>(change.next);
  around_.impairment.clear();
  journal_.append(change.entries, {}, now.wall, *given_.settings);
  tell_root();
  raise({domain::alert_code::safe_mode_left, std::nullopt, {}});
  mark_status_dirty();
}

void account_supervisor_state::engage_system_lock(domain::rule_id cause) {
  const auto now = given_.clock->now();
  const auto context
    = domain::binding_context{now.wall, *state_, *given_.settings, lockout_.ids, 0};
  const auto change = domain::bind_system_lock(*binding_, cause, context);
  binding_ = std::make_shared<const domain::standing>(change.next);
  lockout_.clock.follow(binding_->locks, now);
  for (const auto& record : change.records)
    log_decision(record);
  if (!change.intents.empty())
    journal_.write_intent(change.intents);
  journal_.append(change.entries, change.records, now.wall, *given_.settings);
  tell_root();
  mark_status_dirty();
}

} // namespace riskd
