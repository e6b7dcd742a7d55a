#include "actors/rule_evaluator.hpp"

#include "domain/derivation.hpp"

#include <caf/all.hpp>

#include <utility>

namespace riskd {

rule_evaluator_actor::behavior_type rule_evaluator_state::make_behavior(child_context context) {
  context_ = std::move(context);
  blame_current_step(self_, context_, child_role::rule_evaluator, current_);
  return {
    [this](const judge_step& command) { judge(command); },
    [this](const prove_rules& command) { prove(command); },
  };
}

void rule_evaluator_state::judge(const judge_step& command) {
  current_ = command.ref;
  const auto view
    = domain::rules::account_view{*command.state, *command.binding, *command.settings};
  auto found = domain::rules::judge(view, command.deltas, command.now);
  if (command.derive)
    found = domain::with_derived(std::move(found), view, command.now);
  self_->send(context_.supervisor, step_judged{command.ref, std::move(found)});
}

void rule_evaluator_state::prove(const prove_rules& command) {
  self_->send(
    context_.supervisor,
    rules_proven{domain::prove_rules(*command.state, *command.settings, command.now), command.now});
}

rule_evaluator_actor::behavior_type rule_evaluator(rule_evaluator_state::self_pointer self,
                                                   child_context context) {
  return self->state.make_behavior(std::move(context));
}

} // namespace riskd
