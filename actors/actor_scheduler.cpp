#include "actors/actor_scheduler.hpp"

#include "actors/delivery.hpp"

namespace riskd {

actor_scheduler::actor_scheduler(caf::actor_system& system) : coordinator(system) {
}

caf::actor_system::module* actor_scheduler::make(caf::actor_system& system,
                                                 caf::detail::type_list<>) {
  return new actor_scheduler(system);
}

actor_scheduler* actor_scheduler::of(caf::actor_system& system) {
  return dynamic_cast<actor_scheduler*>(&system.scheduler());
}

void actor_scheduler::enqueue(caf::resumable* job) {
  if (!delivery::keeps(*this, job))
    hand_over(job);
}

void actor_scheduler::hand_over(caf::resumable* job) {
  coordinator::enqueue(job);
}

} // namespace riskd
