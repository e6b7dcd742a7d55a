#pragma once

#include "actors/child_context.hpp"

namespace riskd {

/// Judges one account, step by step. Keeps nothing between steps.
class rule_evaluator_state {
public:
  static constexpr const char* name = "rule-evaluator";

  using self_pointer = rule_evaluator_actor::stateful_pointer<rule_evaluator_state>;

  explicit rule_evaluator_state(self_pointer self) : self_(self) {
  }

  rule_evaluator_actor::behavior_type make_behavior(child_context context);

private:
  void judge(const judge_step& command);
  void prove(const prove_rules& command);

  self_pointer self_;
  child_context context_;
  /// The step being worked on, to be blamed if it kills this actor.
  step_ref current_;
};

rule_evaluator_actor::behavior_type rule_evaluator(rule_evaluator_state::self_pointer self,
                                                   child_context context);

} // namespace riskd
