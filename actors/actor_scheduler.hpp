#pragma once

#include <caf/policy/work_sharing.hpp>
#include <caf/scheduler/coordinator.hpp>

#include <atomic>
#include <mutex>
#include <thread>

namespace riskd {

/// Held by the one thread that runs actors at the moment.
class actors_turn {
public:
  void lock();

  /// Fails if somebody has it, also if that is the caller.
  [[nodiscard]] bool try_lock();

  void unlock();

private:
  std::mutex mutex_;
  std::atomic<std::thread::id> holder_;
};

/// CAF's shared queue with one worker, but what a thread delivers may also be worked on by that
/// thread itself (delivery.hpp). Whoever runs an actor holds the turn, so that handlers still run
/// one at a time in the whole process (docs/adr/0006, 0012).
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
  static actors_turn& turn_of(Worker* worker);
};

} // namespace riskd

namespace caf::scheduler {

/// As CAF's own, which for its log looks up who each job is: a tenth of what riskd takes for an
/// event. CAF's log is never switched on.
template <>
void worker<riskd::taking_turns>::run();

} // namespace caf::scheduler

namespace riskd {

class actor_scheduler final : public caf::scheduler::coordinator<taking_turns> {
public:
  explicit actor_scheduler(caf::actor_system& system);

  static caf::actor_system::module* make(caf::actor_system& system, caf::detail::type_list<>);

  /// Of a system that has another scheduler: null.
  static actor_scheduler* of(caf::actor_system& system);

  actors_turn& turn() {
    return turn_;
  }

  /// This actor only takes note of what others do: whoever delivers runs it after them. One in a
  /// system; the latest word counts.
  void put_last(const caf::resumable& bystander) {
    bystander_ = &bystander;
  }

  [[nodiscard]] bool is_last(const caf::resumable* job) const {
    return job == bystander_;
  }

private:
  actors_turn turn_;
  /// Compared only: it may have ended.
  std::atomic<const caf::resumable*> bystander_{nullptr};
};

template <class Worker>
actors_turn& taking_turns::turn_of(Worker* worker) {
  return static_cast<actor_scheduler*>(worker->parent())->turn();
}

} // namespace riskd
