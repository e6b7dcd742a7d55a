#include "config/leaves.hpp"
#include "config/rules/rule_entry.hpp"
#include "config/tightening.hpp"
#include "config/typed_value.hpp"

namespace riskd::config {

rule_entry daily_realized_profit_entry() {
  rule_entry out;
  out.id = domain::rule_id::daily_realized_profit;
  out.meaning = "Trading stops for the rest of the trading day once its profits reach `target`.";
  out.parameters = {
    tightened_by_less(positive_money(
      "target", "1000", "The day's result that locks the account; reaching it is enough.")),
    tightened_by(true, flag("include_unrealized", "true",
                            "Whether open profits count; open losses never do.")),
    free_text("message", R"("Daily target reached.")",
              "Shown in audit and status when it happens."),
  };
  out.build = [](const value& block, const domain::time_zone_source&) -> domain::rules::any_rule {
    domain::rules::daily_realized_profit rule;
    rule.target = money_at(block, "target");
    rule.include_unrealized = flag_at(block, "include_unrealized");
    rule.message = text_at(block, "message");
    return rule;
  };
  return out;
}

} // namespace riskd::config
