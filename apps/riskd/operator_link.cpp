#include "apps/riskd/operator_link.hpp"

#include <caf/all.hpp>

#include <utility>

namespace riskd::app {

void operator_link::connect(root_supervisor_actor root) {
  const std::lock_guard held{guard_};
  root_ = std::move(root);
}

void operator_link::disconnect() {
  const std::lock_guard held{guard_};
  root_ = nullptr;
}

bool operator_link::prove_rules(const std::string& by) {
  const std::lock_guard held{guard_};
  if (!root_)
    return false;
  caf::anon_send(root_, self_test_wanted{by});
  return true;
}

} // namespace riskd::app
