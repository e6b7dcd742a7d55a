#include "actors/lockout_timer.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <utility>

namespace riskd {

lockout_timer_actor::behavior_type lockout_timer_state::make_behavior(child_context context,
                                                                      lockout_memory memory) {
  context_ = std::move(context);
  memory_ = std::move(memory);
  blame_current_step(self_, context_, child_role::lockout_timer, current_);
  return {
    [this](const bind_step& command) { bind(command); },
    [this](const watch_deadline& command) { watch(command.instant); },
    [this](const clock_stepped&) { look_again(); },
    [this](tick_atom, std::uint64_t generation) { on_tick(generation); },
  };
}

void lockout_timer_state::bind(const bind_step& command) {
  current_ = command.ref;
  // Locks that were restored are measured before anything can end them.
  memory_.clock.follow(command.binding->locks, command.now);
  auto change = carry_out(command);
  memory_.clock.follow(change.next.locks, command.now);
  self_->send(context_.supervisor,
              step_bound{command.ref,
                         std::make_shared<const domain::binding_change>(std::move(change)),
                         memory_});
}

domain::binding_change lockout_timer_state::carry_out(const bind_step& command) {
  if (const auto* found = std::get_if<domain::rules::judgement>(&command.order))
    return domain::bind(*command.binding, *found,
                        domain::binding_context{command.now.wall, *command.state, *command.settings,
                                                memory_.ids, command.cause});
  return domain::release_locks(*command.binding, command.now.wall, [&](const domain::lock& x) {
    return memory_.clock.is_over(x, command.now);
  });
}

void lockout_timer_state::watch(domain::time_point instant) {
  if (watched_ && *watched_ <= instant)
    return;
  watched_ = instant;
  arm();
}

void lockout_timer_state::look_again() {
  if (watched_)
    arm();
}

void lockout_timer_state::arm() {
  const auto rest = std::max(*watched_ - context_.clock->now().wall, domain::duration{0});
  self_->delayed_send(self_, rest, tick_atom_v, ++generation_);
}

void lockout_timer_state::on_tick(std::uint64_t generation) {
  if (generation != generation_ || !watched_)
    return;
  // The actor clock does not see the wall clock move.
  if (context_.clock->now().wall < *watched_)
    return arm();
  watched_.reset();
  self_->send(context_.supervisor, deadline_reached{current_.epoch});
}

lockout_timer_actor::behavior_type lockout_timer(lockout_timer_state::self_pointer self,
                                                 child_context context, lockout_memory memory) {
  return self->state.make_behavior(std::move(context), std::move(memory));
}

} // namespace riskd
