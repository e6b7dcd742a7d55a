#include "config/leaves.hpp"
#include "config/rules/rule_entry.hpp"
#include "config/tightening.hpp"
#include "config/typed_value.hpp"

namespace riskd::config {

rule_entry daily_realized_loss_entry() {
  rule_entry out;
  out.id = domain::rule_id::daily_realized_loss;
  out.meaning = "Trading stops for the rest of the trading day once its losses reach `limit`.";
  out.parameters = {
    tightened_towards_zero(negative_money(
      "limit", "-500", "The day's result that locks the account; reaching it is enough.")),
    tightened_by(true, flag("include_unrealized", "true",
                            "Whether open losses count; open profits never hide a realized loss.")),
  };
  out.build = [](const value& block, const domain::time_zone_source&) -> domain::rules::any_rule {
    domain::rules::daily_realized_loss rule;
    rule.limit = money_at(block, "limit");
    rule.include_unrealized = flag_at(block, "include_unrealized");
    return rule;
  };
  return out;
}

} // namespace riskd::config
