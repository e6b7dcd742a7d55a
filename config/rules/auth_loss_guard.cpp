#include "config/leaves.hpp"
#include "config/rules/rule_entry.hpp"
#include "config/typed_value.hpp"

namespace riskd::config {

rule_entry auth_loss_guard_entry() {
  rule_entry out;
  out.id = domain::rule_id::auth_loss_guard;
  out.meaning = "Nothing is held while the broker does not let the account trade.";
  out.parameters = {
    integer("check_interval_seconds", 10, 3'600, "30",
            "How often the broker is asked whether the account may trade."),
  };
  out.build = [](const value& block, const domain::time_zone_source&) -> domain::rules::any_rule {
    domain::rules::auth_loss_guard rule;
    rule.check_interval = std::chrono::seconds{integer_at(block, "check_interval_seconds")};
    return rule;
  };
  return out;
}

} // namespace riskd::config
