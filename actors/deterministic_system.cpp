#include "actors/deterministic_system.hpp"

#include "actors/actor_config.hpp"

#include <caf/all.hpp>
#include <caf/scheduler/test_coordinator.hpp>

#include <stdexcept>

namespace riskd {

namespace {

/// More messages without any time passing are a conversation that never ends.
constexpr std::size_t messages_max = 1'000'000;

} // namespace

struct deterministic_system::parts {
  struct one_by_one : actor_config {
    one_by_one() {
      set("scheduler.policy", caf::atom("testing"));
    }
  };

  one_by_one config;
  caf::actor_system system{config};
  caf::scheduler::test_coordinator& scheduler
    = dynamic_cast<caf::scheduler::test_coordinator&>(system.scheduler());
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
  // CAF writes no log here, but would note for each message who handles it, behind a lock. Every
  // spawn makes it begin again.
  caf::logger::set_current_actor_system(nullptr);
  for (std::size_t handled = 0; parts_->scheduler.try_run_once(); ++handled)
    if (handled > messages_max)
      throw std::runtime_error("the actors never fall silent");
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
