#include "actors/account_supervisor.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

// When the account is compared with the broker, and how that depends on its links.

namespace riskd {

namespace {

using namespace std::chrono_literals;

/// How far back trades are read again, because REST may list them late (R-G-5).
constexpr domain::duration trade_overlap = 60s;

/// Pace of comparisons while something is wrong (R-G-5).
constexpr domain::duration comparison_when_enforcing = 5s;

/// A question that was not answered for this long was lost, with the gateway that had it.
constexpr domain::duration answer_overdue = 15s;

} // namespace

// Links

/// An account that its broker names no more is told of once (R-O-4).
void account_supervisor_state::note_answers(const domain::account_snapshot& snapshot) {
  around_.unanswered = snapshot.failures.empty() ? std::string{} : snapshot.failures.front();
  if (snapshot.row)
    around_.listed = true;
  else if (snapshot.unlisted && std::exchange(around_.listed, false))
    raise({domain::alert_code::account_unresolved, std::nullopt,
           "the broker does not list the account any more"});
  mark_status_dirty();
}

void account_supervisor_state::on_link(const link_reported& report) {
  switch (report.change.which) {
    case domain::link::user_hub:
      return on_user_hub(report.change.up);
    case domain::link::market_hub:
      around_.market_hub_up = report.change.up;
      break;
    case domain::link::rest:
      if (report.change.up && !std::exchange(around_.rest_up, true) && caught_up_)
        compare_with_broker();
      around_.rest_up = report.change.up;
      break;
  }
  mark_status_dirty();
}

void account_supervisor_state::on_user_hub(bool is_up) {
  around_.user_hub_up = is_up;
  around_.comparing = true;
  mark_status_dirty();
  // Whatever happened while nobody listened is found by asking (R-G-6, R-G-8).
  outdated_ = comparing_ && is_up;
  if (is_up && caught_up_)
    compare_with_broker();
  else
    schedule_comparison();
}

/// Somebody wants to see how things are now: an answer on the way may be older than the question.
void account_supervisor_state::compare_anew() {
  outdated_ = comparing_;
  compare_with_broker();
}

// Comparing with the broker

void account_supervisor_state::compare_with_broker() {
  const auto now = given_.clock->now();
  if (given_.offline || !caught_up_ || (comparing_ && now.monotonic - asked_at_ < answer_overdue))
    return;
  comparing_ = true;
  asked_at_ = now.monotonic;
  const auto purpose = around_.merged ? domain::snapshot_purpose::reconciliation
                                      : domain::snapshot_purpose::resubscribed;
  read_account question{given_.account, purpose, std::nullopt, is_due(row_due_, now.monotonic)};
  if (is_due(trades_due_, now.monotonic)) {
    auto since = state_->day.begin;
    state_->trades.for_each(
      [&](const domain::ledger_row& row) { since = std::max(since, row.at - trade_overlap); });
    question.trades_since = since;
  }
  self_->send(given_.gateway, question);
  schedule_comparison();
}

/// What is polled less often than positions is left out of most polls (R-G-7). A due time that was
/// met late is not made up for.
bool account_supervisor_state::is_due(part_due& part, domain::duration now) const {
  if (around_.user_hub_up)
    part.next = now;
  if (now < part.next)
    return false;
  const auto pace = domain::stretched(domain::polling_pace(), sharers_);
  const auto interval = pace.*part.pace;
  part.next = std::max(part.next, now - pace.holdings) + interval;
  return true;
}

/// Asked for by what may come in floods, which must not use up the request budget (R-F-14).
void account_supervisor_state::compare_if_not_recent() {
  if (given_.clock->now().monotonic - asked_at_ >= comparison_when_enforcing)
    compare_with_broker();
}

void account_supervisor_state::schedule_comparison() {
  self_->delayed_send(self_, comparison_pause(), tick_atom_v, ++tick_generation_);
}

domain::duration account_supervisor_state::comparison_pause() const {
  const bool is_troubled
    = around_.enforcement.active || !around_.merged || !around_.impairment.empty();
  if (!around_.user_hub_up || !caught_up_) {
    const auto polling = domain::stretched(domain::polling_pace(), sharers_).holdings;
    return is_troubled ? std::min(polling, comparison_when_enforcing) : polling;
  }
  if (is_troubled)
    return comparison_when_enforcing;
  auto pause = domain::duration{given_.settings->reconcile_interval};
  // Whether the account may trade is asked with it (R-010-3).
  if (const auto* guard = given_.settings->rules.find<domain::rules::auth_loss_guard>())
    pause = std::min(pause, domain::duration{guard->check_interval});
  return domain::stretched(domain::even_pace(pause), sharers_).holdings;
}

void account_supervisor_state::on_tick(std::uint64_t generation) {
  if (generation != tick_generation_ || stopping_)
    return;
  recover();
  const auto now = given_.clock->now();
  answer_overdue_calls(now);
  // What a step under way was begun with is not in its state yet.
  if (!step_)
    is_recorded();
  if (caught_up_)
    compare_with_broker();
  else if (now.monotonic - asked_at_ >= (comparing_ ? answer_overdue : comparison_pause()))
    return ask_for_first_snapshot();
  schedule_comparison();
}

} // namespace riskd
