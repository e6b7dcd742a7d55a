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
