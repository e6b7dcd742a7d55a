#include "actors/actor_scheduler.hpp"

namespace riskd {

void actors_turn::lock() {
  mutex_.lock();
  holder_ = std::this_thread::get_id();
}

bool actors_turn::try_lock() {
  if (holder_ == std::this_thread::get_id() || !mutex_.try_lock())
    return false;
  holder_ = std::this_thread::get_id();
  return true;
}

void actors_turn::unlock() {
  holder_ = std::thread::id{};
  mutex_.unlock();
}

actor_scheduler::actor_scheduler(caf::actor_system& system) : coordinator(system) {
}

caf::actor_system::module* actor_scheduler::make(caf::actor_system& system,
                                                 caf::detail::type_list<>) {
  return new actor_scheduler(system);
}

actor_scheduler* actor_scheduler::of(caf::actor_system& system) {
  return dynamic_cast<actor_scheduler*>(&system.scheduler());
}

} // namespace riskd

namespace caf::scheduler {

template <>
void worker<riskd::taking_turns>::run() {
  for (;;) {
    auto* job = policy_.dequeue(this);
    policy_.before_resume(this, job);
    const auto result = job->resume(this, max_throughput_);
    policy_.after_resume(this, job);
    switch (result) {
      case resumable::resume_later:
        policy_.resume_job_later(this, job);
        break;
      case resumable::awaiting_message:
        intrusive_ptr_release(job);
        break;
      case resumable::done:
        policy_.after_completion(this, job);
        intrusive_ptr_release(job);
        break;
      case resumable::shutdown_execution_unit:
        policy_.after_completion(this, job);
        policy_.before_shutdown(this);
        return;
    }
  }
}

} // namespace caf::scheduler
