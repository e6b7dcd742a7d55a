#include "tests/support/fake_children.hpp"

#include "actors/enforcer.hpp"
#include "actors/lockout_timer.hpp"
#include "actors/rule_evaluator.hpp"
#include "actors/state_keeper.hpp"

#include <caf/all.hpp>

#include <utility>

namespace riskd::test {

namespace {

/// What a child's handlers share: the step to be blamed for a death, as in the real child.
using blamed_step = std::shared_ptr<step_ref>;

template <class Self>
blamed_step take_blame(Self* self, const child_context& context, child_role role) {
  auto current = std::make_shared<step_ref>();
  // Replaces the real child's hook, whose step is not set when ours fails first.
  install_failure_hook(
    *self, context.log,
    [self, role, current, supervisor = context.supervisor](const std::string& reason) {
      self->send(supervisor, child_failed{role, *current, reason});
    });
  return current;
}

/// Handles a step as the real child does, with faults around it.
template <class Step>
auto with_faults(caf::behavior real, const child_context& context, blamed_step current,
                 const child_faults::hooks<Step>& faults) {
  return [real = std::move(real), account = context.account, current = std::move(current),
          &faults](const Step& step) mutable {
    *current = step.ref;
    if (faults.before)
      faults.before(account, step);
    auto message = caf::make_message(step);
    real(message);
    if (faults.after)
      faults.after(account, step);
  };
}

state_keeper_actor::behavior_type failing_keeper(state_keeper_state::self_pointer self,
                                                 child_context context, state_ptr state,
                                                 child_faults* faults) {
  auto real = self->state.make_behavior(context, std::move(state));
  auto current = take_blame(self, context, child_role::state_keeper);
  return {with_faults(std::move(real.unbox()), context, current, faults->fold)};
}

rule_evaluator_actor::behavior_type failing_evaluator(rule_evaluator_state::self_pointer self,
                                                      child_context context, child_faults* faults) {
  auto typed = self->state.make_behavior(context);
  auto current = take_blame(self, context, child_role::rule_evaluator);
  auto real = typed.unbox();
  return {with_faults(real, context, current, faults->judge),
          [real](const riskd::prove_rules& x) mutable {
            auto message = caf::make_message(x);
            real(message);
          }};
}

lockout_timer_actor::behavior_type failing_timer(lockout_timer_state::self_pointer self,
                                                 child_context context, lockout_memory memory,
                                                 child_faults* faults) {
  auto typed = self->state.make_behavior(context, std::move(memory));
  auto current = take_blame(self, context, child_role::lockout_timer);
  auto real = typed.unbox();
  auto forward = [real](auto... arguments) mutable {
    auto message = caf::make_message(std::move(arguments)...);
    real(message);
  };
  return {
    with_faults(std::move(real), context, current, faults->bind),
    [forward](const watch_deadline& x) mutable { forward(x); },
    [forward](const clock_stepped& x) mutable { forward(x); },
    [forward](tick_atom x, std::uint64_t generation) mutable { forward(x, generation); },
  };
}

enforcer_actor::behavior_type failing_enforcer(enforcer_state::self_pointer self,
                                               child_context context, domain::enforcement_desk desk,
                                               child_faults* faults) {
  auto real = self->state.make_behavior(context, std::move(desk));
  auto current = take_blame(self, context, child_role::enforcer);
  return {with_faults(std::move(real.unbox()), context, current, faults->enforce)};
}

void note(child_faults& faults, child_role role, const child_context& context) {
  ++faults.made[role];
  faults.supervisors[context.account] = context.supervisor.address();
}

} // namespace

child_factory make_failing_children(child_faults& faults) {
  child_factory make;
  make.state_keeper = [&faults](auto& parent, const auto& context, const auto& view) {
    note(faults, child_role::state_keeper, context);
    return spawn_actor<caf::linked>(parent, context.log, failing_keeper, context, view.state,
                                    &faults);
  };
  make.rule_evaluator = [&faults](auto& parent, const auto& context, const auto&) {
    note(faults, child_role::rule_evaluator, context);
    return spawn_actor<caf::linked>(parent, context.log, failing_evaluator, context, &faults);
  };
  make.lockout_timer = [&faults](auto& parent, const auto& context, const auto& view) {
    note(faults, child_role::lockout_timer, context);
    return spawn_actor<caf::linked>(parent, context.log, failing_timer, context, view.lockout,
                                    &faults);
  };
  make.enforcer = [&faults](auto& parent, const auto& context, const auto& view) {
    note(faults, child_role::enforcer, context);
    return spawn_actor<caf::linked>(parent, context.log, failing_enforcer, context, *view.desk,
                                    &faults);
  };
  return make;
}

} // namespace riskd::test
