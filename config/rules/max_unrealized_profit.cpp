#include "config/leaves.hpp"
#include "config/rules/rule_entry.hpp"
#include "config/tightening.hpp"
#include "config/typed_value.hpp"

namespace riskd::config {

rule_entry max_unrealized_profit_entry() {
  rule_entry out;
  out.id = domain::rule_id::max_unrealized_profit;
  out.meaning = "A position is closed once its own open profit reaches `target`.";
  out.parameters = {
    tightened_by_less(positive_money(
      "target", "1000", "The open result that closes the position; reaching it is enough.")),
    tightened_by(true, flag("respect_daily_target", "false",
                            "Whether what is left of `daily_realized_profit.target` narrows it.")),
  };
  out.build = [](const value& block, const domain::time_zone_source&) -> domain::rules::any_rule {
    domain::rules::max_unrealized_profit rule;
    rule.target = money_at(block, "target");
    rule.respect_daily_target = flag_at(block, "respect_daily_target");
    return rule;
  };
  return out;
}

} // namespace riskd::config
