#include "actors/status_board.hpp"

#include "domain/daemon_report.hpp"

#include <caf/all.hpp>

#include <algorithm>
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
    status_.accounts.push_back(domain::describe_unresolved(*settings));
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
  const auto& latest = *change.status;
  const auto known = std::find_if(status_.accounts.begin(), status_.accounts.end(),
                                  [&](const domain::account_status& x) {
                                    return x.id ? x.id == latest.id : x.name == latest.name;
                                  });
  if (known != status_.accounts.end())
    *known = latest;
  else
    status_.accounts.push_back(latest);
  mark_dirty();
}

/// What was last told of the account stays, but it is not protected until its next supervisor tells
/// more.
void status_board_state::on_unguarded(const account_unguarded& report) {
  for (auto& known : status_.accounts)
    if (known.id == report.account) {
      known.state = domain::protection::unprotected;
      known.reasons = {report.reason};
    }
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
