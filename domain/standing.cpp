#include "domain/standing.hpp"

namespace riskd::domain {

const char* to_string(safe_mode_policy x) {
  switch (x) {
    case safe_mode_policy::alert:
      return "alert";
    case safe_mode_policy::close_only:
      return "close_only";
    case safe_mode_policy::flatten:
      return "flatten";
  }
  return "unlisted";
}

bool standing::has_directive(const contract_id& contract) const {
  const auto found = directives.lower_bound(directive_key{contract, rule_id{}});
  return found != directives.end() && found->first.contract == contract;
}

bool standing::is_idle() const {
  return locks.empty() && episodes.empty() && directives.empty() && cleanup.empty() && !safe;
}

breach_id standing::cause_of_episode(rule_id rule) const {
  const auto found = episodes.lower_bound(episode_key{rule, {}});
  return found != episodes.end() && found->first.rule == rule ? found->second : breach_id{};
}

bool standing::demands_flat() const {
  return locks.demands_flat() || (safe && safe->policy == safe_mode_policy::flatten);
}

} // namespace riskd::domain
