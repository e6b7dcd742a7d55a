#pragma once

#include <caf/policy/work_sharing.hpp>
#include <caf/scheduler/coordinator.hpp>

#include <mutex>

namespace riskd {

/// CAF's shared queue with one worker, but what a thread delivers may also be worked on by that
/// thread itself (delivery.hpp). Whoever runs an actor holds the turn, so that handlers still run
/// one at a time in the whole process (docs/adr/0006).
class taking_turns : public caf::policy::work_sharing {
public:
  template <class Worker>
  void before_resume(Worker* worker, caf::resumable*) {
    turn_of(worker).lock();
  }

  template <class Worker>
  void after_resume(Worker* worker, caf::resumable*) {
    turn_of(worker).unlock();
  }

private:
  template <class Worker>
  static std::mutex& turn_of(Worker* worker);
};

class actor_scheduler final : public caf::scheduler::coordinator<taking_turns> {
public:
  explicit actor_scheduler(caf::actor_system& system);

  static caf::actor_system::module* make(caf::actor_system& system, caf::detail::type_list<>);

  /// Of a system that has another scheduler: null.
  static actor_scheduler* of(caf::actor_system& system);

  /// From a thread that delivers: its own turn will come, the worker need not be woken.
  void enqueue(caf::resumable* job) override;

  /// For the worker.
  void hand_over(caf::resumable* job);

  /// Held while an actor runs.
  std::mutex& turn() {
    return turn_;
  }

private:
  std::mutex turn_;
};

template <class Worker>
std::mutex& taking_turns::turn_of(Worker* worker) {
  return static_cast<actor_scheduler*>(worker->parent())->turn();
}

} // namespace riskd
