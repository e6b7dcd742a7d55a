#include "actors/account_children.hpp"

#include "actors/enforcer.hpp"
#include "actors/lockout_timer.hpp"
#include "actors/rule_evaluator.hpp"
#include "actors/state_keeper.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <utility>

namespace riskd {

child_factory make_child_factory() {
  child_factory make;
  make.state_keeper
    = [](caf::scheduled_actor& parent, const child_context& context, const last_good& view) {
        return spawn_actor<caf::linked>(parent, context.log, state_keeper, context, view.state);
      };
  make.rule_evaluator
    = [](caf::scheduled_actor& parent, const child_context& context, const last_good&) {
        return spawn_actor<caf::linked>(parent, context.log, rule_evaluator, context);
      };
  make.lockout_timer
    = [](caf::scheduled_actor& parent, const child_context& context, const last_good& view) {
        return spawn_actor<caf::linked>(parent, context.log, lockout_timer, context, view.lockout);
      };
  make.enforcer
    = [](caf::scheduled_actor& parent, const child_context& context, const last_good& view) {
        return spawn_actor<caf::linked>(parent, context.log, enforcer, context, *view.desk);
      };
  return make;
}

account_children::account_children(caf::scheduled_actor* owner, child_factory factory,
                                   child_context context)
  : owner_(owner), factory_(std::move(factory)), context_(std::move(context)) {
}

void account_children::spawn(child_role role, const last_good& view) {
  auto& child = at(role);
  ++child.epoch;
  child.up = true;
  switch (role) {
    case child_role::state_keeper:
      keeper_ = factory_.state_keeper(*owner_, context_, view);
      child.address = keeper_.address();
      return;
    case child_role::rule_evaluator:
      evaluator_ = factory_.rule_evaluator(*owner_, context_, view);
      child.address = evaluator_.address();
      return;
    case child_role::lockout_timer:
      timer_ = factory_.lockout_timer(*owner_, context_, view);
      child.address = timer_.address();
      return;
    case child_role::enforcer:
      desk_ = factory_.enforcer(*owner_, context_, view);
      child.address = desk_.address();
      return;
  }
}

std::optional<child_role> account_children::bury(const caf::actor_addr& address) {
  const auto found = std::find_if(slots_.begin(), slots_.end(),
                                  [&](const slot& x) { return x.up && x.address == address; });
  if (found == slots_.end())
    return std::nullopt;
  found->up = false;
  ++found->epoch;
  return static_cast<child_role>(found - slots_.begin());
}

bool account_children::is_up(child_role role) const {
  return at(role).up;
}

bool account_children::all_up() const {
  return std::all_of(slots_.begin(), slots_.end(), [](const slot& x) { return x.up; });
}

std::uint64_t account_children::epoch_of(child_role role) const {
  return at(role).epoch;
}

account_children::slot& account_children::at(child_role role) {
  return slots_[static_cast<std::size_t>(role)];
}

const account_children::slot& account_children::at(child_role role) const {
  return slots_[static_cast<std::size_t>(role)];
}

} // namespace riskd
