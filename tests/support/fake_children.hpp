#pragma once

#include "actors/account_children.hpp"

#include <caf/actor_addr.hpp>

#include <functional>
#include <map>

namespace riskd::test {

/// When the real children fail: whatever a hook throws kills the child as if its own work had
/// thrown it.
struct child_faults {
  template <class Step>
  struct hooks {
    using hook = std::function<void(domain::account_id, const Step&)>;

    /// Called before the step is worked on.
    hook before;
    /// Called once the step is acknowledged.
    hook after;
  };

  hooks<fold_input> fold;
  hooks<judge_step> judge;
  hooks<bind_step> bind;
  hooks<enforce_step> enforce;

  /// How many children of each kind were made.
  std::map<child_role, int> made;
  /// The supervisor that last made a child for the account.
  std::map<domain::account_id, caf::actor_addr> supervisors;
};

/// Makes the real children, with faults. @pre `faults` outlives every child
[[nodiscard]] child_factory make_failing_children(child_faults& faults);

} // namespace riskd::test
