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
  return pass_on(self_test_wanted{by});
}

bool operator_link::compare_with_broker(const std::string& by) {
  return pass_on(comparison_wanted{by});
}

template <class Request>
bool operator_link::pass_on(Request wanted) {
  const std::lock_guard held{guard_};
  if (!root_)
    return false;
  caf::anon_send(root_, std::move(wanted));
  return true;
}

std::optional<domain::reload_report> operator_link::reload_configuration(const std::string& by) {
  const std::lock_guard held{guard_};
  if (!root_)
    return std::nullopt;
  configurations_.observe(*status_.latest());
  auto read = configurations_.read_again(clock_.now().wall);
  read.change.by = by;
  read.change.problems = read.report.problems.size();
  for (auto& each : read.change.accounts)
    each.what.by = by;
  caf::anon_send(root_, std::move(read.change));
  return std::move(read.report);
}

std::vector<domain::configuration_of_account> operator_link::configurations() {
  const std::lock_guard held{guard_};
  configurations_.observe(*status_.latest());
  return configurations_.report();
}

std::vector<control_api::account_hours> operator_link::hours() {
  const std::lock_guard held{guard_};
  configurations_.observe(*status_.latest());
  std::vector<control_api::account_hours> out;
  for (const auto& each : configurations_.accounts()) {
    const auto& settings = each.now.settings;
    const auto* rule = settings.rules.find<domain::rules::session_block_outside>();
    out.push_back({settings.name, each.id, settings.reset,
                   rule ? std::optional{rule->hours} : std::nullopt, settings.calendar});
  }
  return out;
}

} // namespace riskd::app
