#include "apps/riskctl/history_command.hpp"

#include "adapters/control_api/request_target.hpp"
#include "apps/riskctl/daemon_query.hpp"
#include "apps/riskctl/day_report.hpp"
#include "apps/riskctl/follow_command.hpp"
#include "apps/riskctl/report_parts.hpp"
#include "apps/riskctl/story_tables.hpp"
#include "apps/riskctl/timeline_report.hpp"
#include "apps/riskctl/why_report.hpp"

#include <iostream>
#include <string>
#include <utility>

namespace riskd::riskctl {

namespace {

using terminal::style;
using terminal::table;
using terminal::tone;

/// The path of what is asked for, and its query parameters.
class target_text {
public:
  explicit target_text(std::string path) : text_(std::move(path)) {
  }

  target_text& with(const char* name, const std::string& value) {
    if (!value.empty())
      text_ += mark_ + std::string{name} + "=" + control_api::percent_encode(value);
    mark_ = value.empty() ? mark_ : '&';
    return *this;
  }

  [[nodiscard]] const std::string& text() const {
    return text_;
  }

private:
  std::string text_;
  char mark_ = '?';
};

/// A time as it is shown, such as `2026-03-03 15:00`, as the daemon reads it; all times are UTC.
std::string time_typed(std::string text) {
  constexpr std::size_t to_minutes = 16;
  if (text.size() > 10 && text[10] == ' ')
    text[10] = 'T';
  if (text.size() == to_minutes)
    text += ":00";
  const bool has_zone = text.ends_with('Z') || text.find_last_of("+-") > 10;
  return has_zone ? text : text + "Z";
}

std::string history_target(const wish& wanted) {
  const auto count = wanted.count == 0 ? "" : std::to_string(wanted.count);
  if (wanted.command == "why") {
    const auto name = control_api::percent_encode(wanted.account);
    return wanted.moment.empty()
             ? "/v1/why/" + name
             : target_text{"/v1/moments/" + name}.with("at", time_typed(wanted.moment)).text();
  }
  if (wanted.command == "timeline")
    return "/v1/timeline/" + control_api::percent_encode(wanted.breach);
  if (wanted.command == "report")
    return target_text{"/v1/report"}
      .with("day", wanted.day)
      .with("account", wanted.only_account)
      .text();
  return target_text{wanted.command == "log" ? "/v1/history/log" : "/v1/history/locks"}
    .with("account", wanted.only_account)
    .with("count", count)
    .text();
}

std::string report_of(const wish& wanted, const json& answer, const style& look) {
  if (wanted.command == "why")
    return wanted.moment.empty() ? why_report(answer, look) : moment_report(answer, look);
  if (wanted.command == "timeline")
    return timeline_report(answer, look);
  if (wanted.command == "report")
    return wanted.as_csv ? day_report_csv(answer) : day_report(answer, look);
  const bool is_log = wanted.command == "log";
  const auto rows
    = is_log ? log_table(answer.at("records")) : past_locks_table(answer.at("locks"), true);
  if (rows.empty())
    return is_log ? "Nothing is on record.\n" : "No lock was ever engaged.\n";
  const bool has_older = answer.at("has_older").get<bool>();
  return rows.render(look) + (has_older ? "There are older ones: see --tail.\n" : "");
}

} // namespace

bool is_of_the_past(const wish& wanted) {
  return wanted.with_history || wanted.command == "log" || wanted.command == "why"
         || wanted.command == "timeline" || wanted.command == "report";
}

exit_code show_history(const wish& wanted, const std::filesystem::path& socket, const style& look) {
  if (wanted.follows)
    return follow_log(wanted, socket);
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
