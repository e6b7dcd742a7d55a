#include "apps/riskctl/why_report.hpp"

#include "apps/riskctl/report_parts.hpp"
#include "apps/riskctl/story_tables.hpp"

#include <string_view>

namespace riskd::riskctl {

namespace {

using terminal::alignment;
using terminal::cell;
using terminal::style;
using terminal::table;
using terminal::tone;

/// How far a rule is from firing, in words.
cell verdict_on(const json& rule) {
  const auto state = text_of(rule, "state");
  if (state == "disabled")
    return {"off", tone::faint};
  if (state == "failed")
    return {"FAILED: it is not judged", tone::bad};
  if (rule.at("in_breach").get<bool>())
    return {"broken now", tone::bad};
  const auto distance = text_of(rule, "distance");
  if (distance == "-")
    return "not broken";
  const auto unit = text_of(rule, "unit") == "usd" ? " USD" : " contracts";
  return std::string_view{distance}.starts_with('-') || distance == "0" || distance == "0.00"
           ? cell{"at its limit or beyond", tone::warning}
           : cell{distance + unit + " away"};
}

table distances_table(const json& rules) {
  table out{{{"Rule"},
             {"Name"},
             {"State"},
             {"Now", alignment::right},
             {"Limit", alignment::right},
             {"So"}}};
  for (const auto& each : rules)
    out.add_row({text_of(each, "rule"), text_of(each, "key"), text_of(each, "state"),
                 text_of(each, "observed"), text_of(each, "limit"), verdict_on(each)});
  return out;
}

std::string why_title(const json& account, const style& look) {
  const auto state = text_of(account, "state");
  std::string reasons;
  for (const auto& each : account.at("reasons"))
    reasons += (reasons.empty() ? "  (" : ", ") + each.get<std::string>();
  return look.paint(tone::heading, "Account " + terminal::printable(name_of(account))) + "  "
         + text_of(account, "id") + "  " + look.paint(tone_of(state), state)
         + terminal::printable(reasons.empty() ? "" : reasons + ")") + "\n";
}

} // namespace

std::string why_report(const json& answer, const style& look) {
  const auto& account = answer.at("account");
  auto out = why_title(account, look);
  if (const auto& safe = answer.at("safe_mode"); !safe.is_null())
    out += "  Safe mode " + text_of(safe, "policy") + " since " + utc_of(safe, "since") + " UTC\n";
  if (!account.at("can_trade").get<bool>())
    out += "  The broker does not let it trade.\n";
  return out
         + section("Locked by", locks_table(answer.at("locks"), false),
                   "Nothing: no lock is in force.", look)
         + section("How far each rule is from firing", distances_table(answer.at("rules")),
                   "No rules are known yet.", look)
         + section("Open positions", positions_table(answer.at("positions"), false), "None.", look)
         + section("Latest trades", past_trades_table(answer.at("trades")), "None is on record.",
                   look);
}

} // namespace riskd::riskctl
