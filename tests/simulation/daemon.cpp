#include "tests/simulation/daemon.hpp"

#include "actors/root_supervisor.hpp"
#include "actors/spawn.hpp"
#include "domain/restart_budget.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace riskd::simulation {

using namespace domain;

namespace {

/// A fault of a child of at least this amount strikes as often as a step is tried.
constexpr std::int64_t deadly_from = 45;

} // namespace

struct simulated_daemon::running {
  explicit running(virtual_clock& clock) : login_clock(clock), actors(clock) {
  }

  broker_clock login_clock;
  deterministic_system actors;
  root_supervisor_actor root;
};

simulated_daemon::simulated_daemon(virtual_clock& clock, simulated_venue& venue,
                                   simulated_store& store, status_port& status,
                                   const std::vector<account_settings>& accounts,
                                   std::uint64_t seed)
  : clock_(clock), venue_(venue), store_(store), status_(status), accounts_(accounts), draw_(seed) {
  install(faults_.fold, fault_kind::throw_in_keeper);
  install(faults_.judge, fault_kind::throw_in_evaluator);
  install(faults_.bind, fault_kind::throw_in_timer);
  install(faults_.enforce, fault_kind::throw_in_enforcer);
}

simulated_daemon::~simulated_daemon() {
  if (is_up())
    die(false);
}

template <class Step>
void simulated_daemon::install(test::child_faults::hooks<Step>& hooks, fault_kind kind) {
  hooks.before = [this, kind](account_id account, const Step&) {
    fail_if_armed(account, kind, false);
  };
  hooks.after = [this, kind](account_id account, const Step&) {
    fail_if_armed(account, kind, true);
  };
}

/// Half of the faults strike once the work is done.
void simulated_daemon::fail_if_armed(account_id account, fault_kind kind, bool done) {
  const auto found = std::find_if(armed_.begin(), armed_.end(), [&](const fault& x) {
    return x.account == account && x.kind == kind && (x.amount % 2 == 1) == done;
  });
  if (found == armed_.end())
    return;
  armed_.erase(found);
  on_fault(account, kind);
  throw std::runtime_error("planted");
}

void simulated_daemon::start() {
  running_ = std::make_unique<running>(clock_);
  running_->actors.choose_by([this](std::size_t count) { return draw_.below(count); });
  gateway_plan gateway;
  gateway.name = "login";
  gateway.port = &venue_;
  gateway.clock = &running_->login_clock;
  venue_.stamp_by(running_->login_clock);
  daemon_plan plan;
  for (const auto& each : accounts_) {
    gateway.accounts.push_back({std::make_shared<const account_settings>(each), std::nullopt, {}});
    auto stored = store_.restored(*each.id);
    if (stored.last_sequence > 0 || stored.day)
      plan.stored.push_back(std::move(stored));
  }
  plan.clock = &clock_;
  plan.journal = &store_;
  plan.status = &status_;
  plan.version = "simulated";
  plan.gateways.push_back(std::move(gateway));
  plan.children = test::make_failing_children(faults_);
  auto& root = running_->root;
  root = spawn_actor(running_->actors.system(), plan.log, root_supervisor, std::move(plan));
  store_.start(
    [root](journal_report report) { caf::anon_send(root, journal_reported{std::move(report)}); });
  settle();
}

void simulated_daemon::die(bool power) {
  if (power)
    store_.lose_power();
  else
    store_.lose_process();
  venue_.disconnect();
  caf::anon_send_exit(running_->root, caf::exit_reason::kill);
  faults_.supervisors.clear();
  running_->root = nullptr;
  running_->actors.settle();
  running_->actors.forget_timers();
  running_.reset();
}

void simulated_daemon::advance(duration by) {
  if (is_up())
    running_->actors.advance(by);
  else
    clock_.pass(by);
}

std::optional<duration> simulated_daemon::next_timer() const {
  return is_up() ? running_->actors.next_timer() : std::nullopt;
}

void simulated_daemon::settle() {
  if (is_up())
    running_->actors.settle();
}

void simulated_daemon::handle(std::size_t messages) {
  if (is_up())
    running_->actors.handle(messages);
}

void simulated_daemon::strike(const fault& what) {
  if (!is_up())
    return;
  if (what.kind == fault_kind::kill_supervisor) {
    if (const auto found = faults_.supervisors.find(what.account);
        found != faults_.supervisors.end())
      caf::anon_send_exit(caf::actor_cast<caf::actor>(found->second),
                          caf::exit_reason::unhandled_exception);
  } else if (what.kind == fault_kind::kill_gateway) {
    // A message that changes nothing shows who it is.
    venue_.nudge();
    caf::anon_send_exit(running_->actors.waiting("broker-gateway"),
                        caf::exit_reason::unhandled_exception);
  } else {
    // What kills a child again each time is set aside at last (R-F-19).
    const bool is_deadly = what.amount >= deadly_from;
    armed_.insert(armed_.end(), is_deadly ? restart_budget::deaths_max : 1, what);
  }
}

void simulated_daemon::heal() {
  armed_.clear();
}

std::size_t simulated_daemon::timers() const {
  return is_up() ? running_->actors.timers() : 0;
}

} // namespace riskd::simulation
