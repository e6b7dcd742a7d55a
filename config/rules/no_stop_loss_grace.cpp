#include "config/leaves.hpp"
#include "config/rules/rule_entry.hpp"
#include "config/tightening.hpp"
#include "config/typed_value.hpp"

namespace riskd::config {

rule_entry no_stop_loss_grace_entry() {
  rule_entry out;
  out.id = domain::rule_id::no_stop_loss_grace;
  out.meaning = "A position without a protective stop is closed after a time of grace.";
  out.parameters = {
    tightened_by_less(integer("grace_period_seconds", 1, 86'400, "60",
                              "How long a position may be without its stop.")),
    tightened_by(
      true, flag("require_full_coverage", "true",
                 "Whether stops must cover the whole position, or one contract of it is enough.")),
    tightened_by(true, flag("require_continuous", "true",
                            "Whether a position that was covered once must stay covered.")),
    tightened_by(false, flag("accept_stop_limit", "true", "Whether stop-limit orders protect.")),
  };
  out.build = [](const value& block, const domain::time_zone_source&) -> domain::rules::any_rule {
    domain::rules::no_stop_loss_grace rule;
    rule.grace_period = std::chrono::seconds{integer_at(block, "grace_period_seconds")};
    rule.require_full_coverage = flag_at(block, "require_full_coverage");
    rule.require_continuous = flag_at(block, "require_continuous");
    rule.accept_stop_limit = flag_at(block, "accept_stop_limit");
    return rule;
  };
  return out;
}

} // namespace riskd::config
