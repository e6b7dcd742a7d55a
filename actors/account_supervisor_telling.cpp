#include "actors/account_supervisor.hpp"
#include "actors/alert_log.hpp"
#include "actors/status_pace.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <utility>

// What the outside is told of an account and what it asks to be woken for.

namespace riskd {

namespace {

using namespace std::chrono_literals;
using logging::field;

} // namespace

void account_supervisor_state::raise(domain::alert_record alert) {
  const auto now = given_.clock->now().wall;
  log_alert(log_, alert);
  if (!given_.offline)
    self_->send(given_.board, alert_raised{now, given_.account, alert});
  if (step_)
    step_->records.emplace_back(std::move(alert));
  else
    journal_.append({}, {domain::decision{std::move(alert)}}, now, *given_.settings);
}

void account_supervisor_state::log_decision(const domain::decision& record) {
  if (const auto* breach = std::get_if<domain::breach_record>(&record))
    log_.warn("checkpoint.rule_evaluated", field("rule", breach->what.rule),
              field("result", "breach"), field("observed", breach->what.observed),
              field("limit", breach->what.limit), field("action", breach->what.action));
  else if (const auto* lock = std::get_if<domain::lock_record>(&record))
    log_.warn("lockout.engaged", field("rule", lock->what.rule), field("kind", lock->what.kind),
              field("policy", lock->what.policy), field("until", lock->what.until),
              field("extended", lock->extended));
  else if (const auto* unlock = std::get_if<domain::unlock_record>(&record))
    log_.info("lockout.ended", field("rule", unlock->what.rule), field("reason", unlock->reason));
}

void account_supervisor_state::tell_contracts_in_play() {
  auto contracts = domain::contracts_in_play(*state_);
  if (contracts == in_play_)
    return;
  in_play_ = contracts;
  self_->send(given_.gateway, contracts_in_play{given_.account, std::move(contracts)});
}

void account_supervisor_state::watch_next_deadline() {
  // What is due already waits for the step in flight or for a child; both look again.
  if (step_ || !children_.all_up())
    return;
  const auto due = next_due();
  if (!due || (watched_ && *watched_ <= *due) || !children_.is_up(child_role::lockout_timer))
    return;
  watched_ = due;
  self_->send(children_.timer(), watch_deadline{*due});
}

void account_supervisor_state::schedule_wake(std::optional<domain::duration> when) {
  if (!when || (wake_at_ && *wake_at_ <= *when))
    return;
  wake_at_ = when;
  const auto rest = std::max(*when - given_.clock->now().monotonic, domain::duration{0});
  self_->delayed_send(self_, rest, wake_atom_v, ++wake_generation_);
}

void account_supervisor_state::enqueue_wake() {
  wake_at_.reset();
  schedule_wake(given_.clock->now().monotonic);
}

void account_supervisor_state::mark_status_dirty() {
  if (given_.offline || std::exchange(status_due_, true))
    return;
  self_->delayed_send(self_, status_interval, publish_atom_v);
}

void account_supervisor_state::publish_status() {
  status_due_ = false;
  // People are told that an account is locked when the lock is on disk (R-F-9).
  if (journal_.has_unsynced() && around_.store_writable && !stopping_
      && ++status_delays_ <= status_delays_max)
    return mark_status_dirty();
  status_delays_ = 0;
  auto status = domain::describe(*state_, *binding_, *given_.settings, around_);
  told_.passed(log_, status.rules, given_.clock->now().monotonic);
  self_->send(given_.board, account_status_changed{
                              std::make_shared<const domain::account_status>(std::move(status))});
}

} // namespace riskd
