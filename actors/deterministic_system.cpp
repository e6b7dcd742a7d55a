#include "actors/deterministic_system.hpp"

#include "actors/actor_config.hpp"

#include <caf/all.hpp>
#include <caf/scheduler/test_coordinator.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace riskd {

namespace {

/// More messages without any time passing are a conversation that never ends.
constexpr std::size_t messages_in_no_time = 1'000'000;

} // namespace

struct deterministic_system::parts {
  struct one_by_one : actor_config {
    one_by_one() {
      // Without the scheduler of threads.
      module_factories.clear();
      set("scheduler.policy", caf::atom("testing"));
    }
  };

  one_by_one config;
  caf::actor_system system{config};
  caf::scheduler::test_coordinator& scheduler
    = dynamic_cast<caf::scheduler::test_coordinator&>(system.scheduler());
  std::function<std::size_t(std::size_t)> choice;

  /// Who has messages waiting.
  [[nodiscard]] std::string busy() const {
    std::string names;
    for (auto* job : scheduler.jobs)
      if (auto* actor = dynamic_cast<caf::scheduled_actor*>(job))
        names += std::string{" "} + actor->name();
    return names;
  }
};

deterministic_system::deterministic_system(domain::virtual_clock& clock)
  : clock_(clock), parts_(std::make_unique<parts>()) {
  // An instant of zero has a meaning of its own in CAF.
  parts_->scheduler.clock().current_time += std::chrono::hours{1};
}

deterministic_system::~deterministic_system() = default;

caf::actor_system& deterministic_system::system() {
  return parts_->system;
}

void deterministic_system::settle() {
  if (handle(messages_in_no_time))
    throw std::runtime_error("the actors never fall silent:" + parts_->busy());
}

bool deterministic_system::handle(std::size_t messages_max) {
  // CAF writes no log here, but would note for each message who handles it, behind a lock. Every
  // spawn makes it begin again.
  caf::logger::set_current_actor_system(nullptr);
  auto& jobs = parts_->scheduler.jobs;
  for (std::size_t handled = 0; handled < messages_max; ++handled) {
    if (parts_->choice && jobs.size() > 1)
      std::swap(jobs.front(), jobs[parts_->choice(jobs.size())]);
    if (!parts_->scheduler.try_run_once())
      return false;
  }
  return !jobs.empty();
}

void deterministic_system::choose_by(std::function<std::size_t(std::size_t)> choice) {
  parts_->choice = std::move(choice);
}

std::size_t deterministic_system::timers() const {
  return parts_->scheduler.clock().schedule().size();
}

std::optional<domain::duration> deterministic_system::next_timer() const {
  auto& timers = parts_->scheduler.clock();
  if (timers.schedule().empty())
    return std::nullopt;
  const auto rest = timers.schedule().begin()->first - timers.current_time;
  return std::max(std::chrono::ceil<domain::duration>(rest), domain::duration{0});
}

void deterministic_system::advance(domain::duration by) {
  auto& timers = parts_->scheduler.clock();
  const auto end = timers.current_time + by;
  settle();
  // One timer at a time: advancing at once would re-arm periodic ones from the end of the way.
  while (!timers.schedule().empty() && timers.schedule().begin()->first <= end) {
    const auto before = timers.current_time;
    timers.trigger_timeout();
    clock_.pass(std::chrono::duration_cast<domain::duration>(timers.current_time - before));
    settle();
  }
  clock_.pass(std::chrono::duration_cast<domain::duration>(end - timers.current_time));
  timers.current_time = end;
}

caf::actor deterministic_system::waiting(std::string_view name) {
  for (auto* job : parts_->scheduler.jobs)
    if (auto* actor = dynamic_cast<caf::scheduled_actor*>(job); actor && actor->name() == name)
      return caf::actor_cast<caf::actor>(caf::strong_actor_ptr{actor->ctrl()});
  throw std::runtime_error("nobody of this name has a message waiting");
}

void deterministic_system::forget_timers() {
  parts_->scheduler.clock().cancel_all();
}

} // namespace riskd
