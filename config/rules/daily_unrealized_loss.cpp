#include "config/leaves.hpp"
#include "config/rules/rule_entry.hpp"
#include "config/tightening.hpp"
#include "config/typed_value.hpp"

namespace riskd::config {

rule_entry daily_unrealized_loss_entry() {
  rule_entry out;
  out.id = domain::rule_id::daily_unrealized_loss;
  out.meaning = "A position is closed once its own open loss reaches `limit`.";
  out.parameters = {
    tightened_towards_zero(negative_money(
      "limit", "-300", "The open result that closes the position; reaching it is enough.")),
    tightened_by(true, flag("respect_daily_limit", "false",
                            "Whether what is left of `daily_realized_loss.limit` narrows it.")),
  };
  out.build = [](const value& block, const domain::time_zone_source&) -> domain::rules::any_rule {
    domain::rules::daily_unrealized_loss rule;
    rule.limit = money_at(block, "limit");
    rule.respect_daily_limit = flag_at(block, "respect_daily_limit");
    return rule;
  };
  return out;
}

} // namespace riskd::config
