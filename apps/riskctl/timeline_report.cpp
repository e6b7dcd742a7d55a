#include "apps/riskctl/timeline_report.hpp"

#include "apps/riskctl/report_parts.hpp"
#include "apps/riskctl/story_tables.hpp"

namespace riskd::riskctl {

namespace {

using terminal::alignment;
using terminal::style;
using terminal::table;
using terminal::tone;

table stages_table(const json& stages) {
  table out{{{"Stage"}, {"Time (UTC)"}, {"Delay", alignment::right}, {"Note"}}};
  for (const auto& each : stages) {
    const auto delay = delay_of(each, "delay_us");
    const auto latest = delay_of(each, "at_most_us");
    out.add_row({text_of(each, "stage"), precise_utc_of(each, "at"),
                 delay == "-" && latest != "-" ? "<= " + latest : delay, text_of(each, "note")});
  }
  return out;
}

std::string cost_text(const json& cost) {
  const auto row = [&](const char* title, const char* key) {
    auto text = "  " + std::string{title};
    text.resize(26, ' ');
    return text + text_of(cost, key) + "\n";
  };
  auto out = row("Figure at the breach", "figure") + row("What it came to", "result")
             + row("Costs of closing", "costs");
  const auto& reason = cost.at("unknown_because");
  return out
         + (reason.is_null()
              ? row("Lost by the delay", "lost")
              : "  Lost by the delay       not known: " + reason.get<std::string>() + "\n");
}

std::string breach_text(const json& breach, const json& mode, const style& look) {
  const auto about = text_of(breach, "about");
  const auto what = text_of(breach, "rule") + (about == "-" ? "" : " in " + about);
  const auto found = "found " + text_of(breach, "observed") + ", limit " + text_of(breach, "limit")
                     + " (" + text_of(breach, "unit") + "), " + text_of(breach, "action");
  auto out = look.paint(tone::heading, "Breach " + text_of(breach, "breach")) + "  "
             + terminal::printable(what) + "\n  Account " + terminal::printable(name_of(breach))
             + "  " + text_of(breach, "id") + "\n  Judged at " + precise_utc_of(breach, "ts")
             + " UTC: " + terminal::printable(found) + "\n";
  if (mode == "shadow")
    out += "  The account was in shadow mode: nothing was sent.\n";
  return out;
}

} // namespace

std::string timeline_report(const json& answer, const style& look) {
  auto out = breach_text(answer.at("breach"), answer.at("mode"), look)
             + section("Stages", stages_table(answer.at("stages")), "None.", look)
             + section("Locks", past_locks_table(answer.at("locks"), false),
                       "None: the rule does not lock.", look)
             + section("Commands", commands_table(answer.at("commands")), "None.", look);
  if (answer.at("has_more_commands").get<bool>())
    out += "  There are more.\n";
  return out
         + section("Closing fills", past_trades_table(answer.at("closings")), "None is on record.",
                   look)
         + "\n" + look.paint(tone::heading, "Money (USD)") + "\n"
         + cost_text(answer.at("cost_of_delay"));
}

} // namespace riskd::riskctl
