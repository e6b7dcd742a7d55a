#include "apps/riskctl/history_command.hpp"

#include "adapters/control_api/request_target.hpp"
#include "apps/riskctl/daemon_query.hpp"
#include "apps/riskctl/report_parts.hpp"
#include "apps/riskctl/why_report.hpp"

#include <iostream>
#include <string>

namespace riskd::riskctl {

namespace {

using terminal::style;
using terminal::table;
using terminal::tone;

std::string history_target(const wish& wanted) {
  if (wanted.command == "why")
    return "/v1/why/" + control_api::percent_encode(wanted.account);
  auto target = std::string{wanted.command == "log" ? "/v1/history/log" : "/v1/history/locks"};
  char mark = '?';
  const auto add = [&](const char* name, const std::string& value) {
    target += mark + std::string{name} + "=" + control_api::percent_encode(value);
    mark = '&';
  };
  if (!wanted.only_account.empty())
    add("account", wanted.only_account);
  if (wanted.count != 0)
    add("count", std::to_string(wanted.count));
  return target;
}

table past_locks_table(const json& locks) {
  table out{{{"Account"},
             {"Rule"},
             {"Lock"},
             {"Policy"},
             {"Reason"},
             {"Breach", terminal::alignment::right},
             {"Since (UTC)"},
             {"Until (UTC)"},
             {"Ended (UTC)"},
             {"By"}}};
  for (const auto& each : locks) {
    const bool is_over = !each.at("ended").is_null();
    out.add_row({name_of(each),
                 {text_of(each, "rule"), is_over ? tone::plain : tone::warning},
                 text_of(each, "lock"),
                 text_of(each, "policy"),
                 text_of(each, "reason"),
                 text_of(each, "breach"),
                 utc_of(each, "since"),
                 each.at("until").is_null() ? "until it clears" : utc_of(each, "until"),
                 is_over ? utc_of(each, "ended") : "in force",
                 text_of(each, "ended_by")});
  }
  return out;
}

table log_table(const json& records) {
  table out{{{"Time (UTC)"}, {"Account"}, {"What"}, {"Rule"}, {"Text"}}};
  for (const auto& each : records)
    out.add_row({utc_of(each, "ts"), each.at("id").is_null() ? "-" : name_of(each),
                 text_of(each, "type"), text_of(each, "rule"), text_of(each, "text")});
  return out;
}

std::string report_of(const wish& wanted, const json& answer, const style& look) {
  if (wanted.command == "why")
    return why_report(answer, look);
  const bool is_log = wanted.command == "log";
  const auto rows = is_log ? log_table(answer.at("records")) : past_locks_table(answer.at("locks"));
  if (rows.empty())
    return is_log ? "Nothing is on record.\n" : "No lock was ever engaged.\n";
  const bool has_older = answer.at("has_older").get<bool>();
  return rows.render(look) + (has_older ? "There are older ones: see --tail.\n" : "");
}

} // namespace

exit_code show_history(const wish& wanted, const std::filesystem::path& socket, const style& look) {
  const auto outcome = ask_of_the_past(socket, history_target(wanted));
  if (outcome.code != exit_code::ok)
    return report_failure(outcome, wanted.as_json);
  if (wanted.as_json)
    std::cout << outcome.body;
  else
    std::cout << report_of(wanted, outcome.answer, look);
  return exit_code::ok;
}

} // namespace riskd::riskctl
