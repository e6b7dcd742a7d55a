#include "actors/status_board.hpp"

#include "domain/daemon_report.hpp"

#include <caf/all.hpp>

#include <utility>

namespace riskd {

namespace {

using namespace std::chrono_literals;

/// A burst of changes is published once.
constexpr domain::duration publish_interval = 50ms;

constexpr domain::duration heartbeat = 2s;

/// Alerts that are kept for operators.
constexpr std::size_t alerts_max = 100;

} // namespace

status_board_actor::behavior_type status_board_state::make_behavior(board_assignment assignment) {
  given_ = std::move(assignment);
  const auto now = given_.clock->now().wall;
  status_.version = given_.version;
  status_.pid = given_.pid;
  status_.started = now;
  for (const auto& settings : given_.accounts)
    show(std::make_shared<const domain::account_status>(domain::describe_unresolved(*settings)));
  publish();
  return {
    [this](const account_status_changed& change) {
      on_account(change);
      if (notifier_)
        self_->send(notifier_, change);
    },
    [this](const account_unguarded& report) { on_unguarded(report); },
    [this](const gateway_status_changed& change) {
      gateways_[change.status->name] = change.status;
      mark_dirty();
    },
    [this](const storage_status_changed& change) {
      status_.storage = change.status;
      mark_dirty();
    },
    [this](const alert_raised& alert) {
      on_alert(alert);
      if (notifier_)
        self_->send(notifier_, alert);
    },
    [this](const daemon_stopping&) {
      stopping_ = true;
      publish();
    },
    [this](const notifier_replaced& change) { notifier_ = change.notifier; },
    [this](const deliveries_changed& change) {
      status_.notifications = *change.status;
      mark_dirty();
    },
    [this](const stop_work&) { self_->quit(caf::exit_reason::user_shutdown); },
    [this](publish_atom) { publish(); },
    [this](tick_atom, std::uint64_t generation) {
      if (generation == generation_)
        publish();
    },
  };
}

void status_board_state::on_account(const account_status_changed& change) {
  show(change.status);
  mark_dirty();
}

void status_board_state::show(account_status_pointer latest) {
  if (!latest->id) {
    unresolved_.emplace(latest->name, status_.accounts.size());
    status_.accounts.push_back(std::move(latest));
    return;
  }
  auto known = places_.find(*latest->id);
  // The first word of an account that was configured by its name.
  if (known == places_.end())
    if (const auto unresolved = unresolved_.extract(latest->name))
      known = places_.emplace(*latest->id, unresolved.mapped()).first;
  if (known == places_.end()) {
    places_.emplace(*latest->id, status_.accounts.size());
    status_.accounts.push_back(std::move(latest));
  } else {
    status_.accounts.replace(known->second, std::move(latest));
  }
}

/// What was last told of the account stays, but it is not protected until its next supervisor tells
/// more.
void status_board_state::on_unguarded(const account_unguarded& report) {
  const auto known = places_.find(report.account);
  if (known == places_.end())
    return;
  auto changed = status_.accounts[known->second];
  changed.state = domain::protection::unprotected;
  changed.reasons = {report.reason};
  status_.accounts.replace(known->second,
                           std::make_shared<const domain::account_status>(std::move(changed)));
  mark_dirty();
}

void status_board_state::on_alert(const alert_raised& alert) {
  alerts_.push_back({alert.at, alert.account, alert.alert});
  if (alerts_.size() > alerts_max)
    alerts_.pop_front();
  mark_dirty();
}

void status_board_state::mark_dirty() {
  if (!std::exchange(due_, true))
    self_->delayed_send(self_, publish_interval, publish_atom_v);
}

void status_board_state::publish() {
  due_ = false;
  status_.taken = given_.clock->now().wall;
  status_.gateways.clear();
  for (const auto& [login, gateway] : gateways_)
    status_.gateways.push_back(*gateway);
  status_.alerts.assign(alerts_.begin(), alerts_.end());
  domain::judge_readiness(status_, stopping_);
  given_.port->publish(std::make_shared<const domain::daemon_status>(status_));
  // Also when nothing changes: a status that grows old proves nothing (R-G-10).
  self_->delayed_send(self_, heartbeat, tick_atom_v, ++generation_);
}

status_board_actor::behavior_type status_board(status_board_state::self_pointer self,
                                               board_assignment assignment) {
  return self->state.make_behavior(std::move(assignment));
}

} // namespace riskd
