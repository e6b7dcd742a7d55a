#include "tests/support/deterministic_daemon.hpp"

#include "actors/root_supervisor.hpp"
#include "tests/support/scenario_configuration.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace riskd::test {

using namespace domain;

namespace {

/// What an actor dies of that throws. An exit for the reason `kill` would kill everything linked.
constexpr auto planted_death = caf::exit_reason::unhandled_exception;

} // namespace

struct deterministic_daemon::running {
  explicit running(virtual_clock& clock) : actors(clock) {
  }

  deterministic_system actors;
  root_supervisor_actor root;
};

deterministic_daemon::deterministic_daemon() : clock(start_time()) {
}

deterministic_daemon::~deterministic_daemon() {
  kill();
}

account_settings& deterministic_daemon::guard(account_id account, std::string_view rules) {
  auto settings = parse_configuration(rules).base;
  settings.mode = account_mode::enforce;
  settings.id = account;
  settings.name = "ACCOUNT-" + to_string(account);
  settings.stored_text = "{}";
  broker.list_account({account, settings.name, true, dollars(50'000)});
  accounts_.push_back({std::move(settings), std::nullopt, {}});
  return accounts_.back().settings;
}

void deterministic_daemon::plan(account_id account, pending_settings pending,
                                std::chrono::year_month_day day) {
  const auto found = std::find_if(accounts_.begin(), accounts_.end(),
                                  [&](const guarded& x) { return x.settings.id == account; });
  found->pending = std::move(pending);
  found->day = day;
}

void deterministic_daemon::start() {
  running_ = std::make_unique<running>(clock);
  gateway_plan gateway;
  gateway.name = "login";
  gateway.port = &broker;
  gateway.clock = &login_clock;
  for (const auto& each : accounts_)
    gateway.accounts.push_back(
      {std::make_shared<const account_settings>(each.settings), each.pending, each.day});
  daemon_plan plan;
  plan.clock = &clock;
  plan.journal = &journal;
  plan.status = &status;
  plan.version = "test";
  plan.gateways.push_back(std::move(gateway));
  plan.stored = stored;
  plan.children = make_failing_children(faults);
  plan.notifications = notifications;
  plan.warn_at_percent = warn_at_percent;
  auto& root = running_->root;
  root = spawn_actor(running_->actors.system(), plan.log, root_supervisor, std::move(plan));
  journal.start(
    [root](journal_report report) { caf::anon_send(root, journal_reported{std::move(report)}); });
  settle();
}

void deterministic_daemon::offer(follow_settings what) {
  configuration_reloaded change;
  change.by = what.by;
  change.accounts.push_back({0, 0, std::move(what)});
  caf::anon_send(running_->root, std::move(change));
  settle();
}

void deterministic_daemon::kill() {
  if (!running_)
    return;
  caf::anon_send_exit(running_->root, caf::exit_reason::kill);
  // Handles outside the system would outlive it.
  broker.disconnect();
  journal.disconnect();
  faults.supervisors.clear();
  running_->root = nullptr;
  settle();
  running_->actors.forget_timers();
  running_.reset();
}

void deterministic_daemon::settle() {
  running_->actors.settle();
}

void deterministic_daemon::advance(duration by) {
  running_->actors.advance(by);
}

void deterministic_daemon::kill_gateway() {
  settle();
  // A message that changes nothing shows who it is.
  broker.report(link_alive{link::user_hub});
  caf::anon_send_exit(running_->actors.waiting("broker-gateway"), planted_death);
}

void deterministic_daemon::kill_supervisor(account_id account) {
  const auto who = caf::actor_cast<caf::actor>(faults.supervisors.at(account));
  caf::anon_send_exit(who, planted_death);
}

template <class Acknowledgement>
void deterministic_daemon::acknowledge_late(account_id account, Acknowledgement what) {
  const auto who = caf::actor_cast<step_listener_actor>(faults.supervisors.at(account));
  caf::anon_send(who, std::move(what));
}

template void deterministic_daemon::acknowledge_late(account_id, input_folded);
template void deterministic_daemon::acknowledge_late(account_id, step_enforced);
template void deterministic_daemon::acknowledge_late(account_id, child_failed);

const account_status& deterministic_daemon::account(account_id id) const {
  const auto& accounts = status.latest()->accounts;
  const auto found = std::find_if(accounts.begin(), accounts.end(),
                                  [id](const account_status& x) { return x.id == id; });
  if (found == accounts.end())
    throw std::out_of_range("the account was never published");
  return *found;
}

std::size_t deterministic_daemon::alerts(alert_code code) const {
  const auto& alerts = status.latest()->alerts;
  return static_cast<std::size_t>(std::count_if(
    alerts.begin(), alerts.end(), [code](const alert_status& x) { return x.what.code == code; }));
}

std::size_t deterministic_daemon::alerts(account_id account, alert_code code) const {
  const auto& alerts = status.latest()->alerts;
  return static_cast<std::size_t>(
    std::count_if(alerts.begin(), alerts.end(), [account, code](const alert_status& x) {
      return x.account == account && x.what.code == code;
    }));
}

} // namespace riskd::test
