#include "tests/bench/daemon.hpp"

#include "actors/actor_config.hpp"
#include "actors/journal_relay.hpp"
#include "adapters/logging/rotating_file.hpp"

#include <caf/all.hpp>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <thread>
#include <utility>

namespace riskd::bench {

namespace {

using namespace std::chrono_literals;

constexpr domain::duration actor_grace = 16s;
constexpr domain::duration broker_grace = 5s;
constexpr domain::duration journal_grace = 60s;

} // namespace

daemon::daemon(const domain::wall_clock& clock, const std::filesystem::path& directory)
  : clock_(clock) {
  logging::rotating_file_options file;
  file.directory = directory / "log";
  auto sink = logging::open_rotating_file(file);
  if (!sink)
    throw std::runtime_error("cannot open the log: " + sink.error().sentence);
  log_ = logging::logger{*sink, clock_};
  sqlite::store_options store{clock_, directory / "store", directory / "marker"};
  store.measures = &measures_;
  auto opened = sqlite::open_store(store);
  if (!opened)
    throw std::runtime_error("cannot open the store: " + opened.error().sentence);
  store_ = std::move(opened->journal);
  journal_ = std::make_unique<watched_journal>(*store_);
}

daemon::~daemon() {
  if (system_) {
    caf::scoped_actor self{*system_};
    self->monitor(root_);
    self->send(root_, stop_work{actor_grace});
    self->receive([](const caf::down_msg&) {},
                  caf::after(actor_grace) >>
                    [&] { self->send_exit(root_, caf::exit_reason::kill); });
    root_ = nullptr;
  }
  if (broker_ != nullptr)
    broker_->stop(broker_grace);
  journal_->stop(journal_grace);
  log_.finish();
  system_.reset();
}

void daemon::start(domain::broker_port& broker, domain::broker_clock& clock,
                   std::vector<settings_ptr> accounts, domain::duration conflation) {
  broker_ = &broker;
  daemon_plan plan;
  plan.log = log_;
  plan.clock = &clock_;
  plan.journal = journal_.get();
  plan.status = &board_;
  plan.version = "benchmark";
  plan.pid = ::getpid();
  plan.measures = &measures_;
  gateway_plan gateway;
  gateway.name = "stub";
  gateway.port = &broker;
  for (auto& each : accounts)
    gateway.accounts.push_back({std::move(each), std::nullopt, {}});
  gateway.clock = &clock;
  gateway.conflation = conflation;
  plan.gateways.push_back(std::move(gateway));
  config_ = std::make_unique<actor_config>();
  system_ = std::make_unique<caf::actor_system>(*config_);
  root_ = spawn_actor(*system_, log_, root_supervisor, std::move(plan));
  journal_->start(journal_relay(root_, clock_));
}

bool daemon::wait_until_protected(domain::duration limit) const {
  return wait_until(
    [this] {
      const auto latest = board_.latest();
      return !latest->accounts.empty()
             && std::all_of(latest->accounts.begin(), latest->accounts.end(), [](const auto& x) {
                  return x.state == domain::protection::protected_;
                });
    },
    limit);
}

bool wait_until(const std::function<bool()>& done, domain::duration limit) {
  const auto end = steady_nanoseconds() + limit.count() * 1000;
  while (!done()) {
    if (steady_nanoseconds() > end)
      return false;
    std::this_thread::sleep_for(2ms);
  }
  return true;
}

} // namespace riskd::bench
