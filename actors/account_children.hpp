#pragma once

#include "actors/child_context.hpp"

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace riskd {

/// What children are rebuilt from: the last good view of the account.
struct last_good {
  state_ptr state;
  standing_ptr binding;
  lockout_memory lockout;
  desk_ptr desk;
};

/// How each child is made. Replaced in tests by children that fail.
struct child_factory {
  std::function<state_keeper_actor(caf::scheduled_actor&, const child_context&, const last_good&)>
    state_keeper;
  std::function<rule_evaluator_actor(caf::scheduled_actor&, const child_context&, const last_good&)>
    rule_evaluator;
  std::function<lockout_timer_actor(caf::scheduled_actor&, const child_context&, const last_good&)>
    lockout_timer;
  std::function<enforcer_actor(caf::scheduled_actor&, const child_context&, const last_good&)>
    enforcer;
};

/// The real children.
[[nodiscard]] child_factory make_child_factory();

/// The four children of an account supervisor: who is alive, and under which epoch. Decides nothing
/// about restarts; that is the supervisor's.
class account_children {
public:
  account_children() = default;

  account_children(caf::scheduled_actor* owner, child_factory factory, child_context context);

  /// Spawns the child under a new epoch.
  void spawn(child_role role, const last_good& view);

  /// Notes that a child ended and starts a new epoch. Returns which one it was, or nothing if
  /// `address` is not a living child.
  std::optional<child_role> bury(const caf::actor_addr& address);

  [[nodiscard]] bool is_up(child_role role) const;

  [[nodiscard]] bool all_up() const;

  /// The epoch that acknowledgements of this child must carry.
  [[nodiscard]] std::uint64_t epoch_of(child_role role) const;

  [[nodiscard]] const state_keeper_actor& keeper() const {
    return keeper_;
  }

  [[nodiscard]] const rule_evaluator_actor& evaluator() const {
    return evaluator_;
  }

  [[nodiscard]] const lockout_timer_actor& timer() const {
    return timer_;
  }

  [[nodiscard]] const enforcer_actor& desk() const {
    return desk_;
  }

private:
  struct slot {
    std::uint64_t epoch = 0;
    bool up = false;
    caf::actor_addr address;
  };

  [[nodiscard]] slot& at(child_role role);
  [[nodiscard]] const slot& at(child_role role) const;

  caf::scheduled_actor* owner_ = nullptr;
  child_factory factory_;
  child_context context_;
  std::array<slot, 4> slots_;
  state_keeper_actor keeper_;
  rule_evaluator_actor evaluator_;
  lockout_timer_actor timer_;
  enforcer_actor desk_;
};

} // namespace riskd
