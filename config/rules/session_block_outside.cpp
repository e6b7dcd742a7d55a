#include "config/leaves.hpp"
#include "config/rules/rule_entry.hpp"
#include "config/tightening.hpp"
#include "config/typed_value.hpp"
#include "domain/time.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace riskd::config {

namespace {

/// In the order of `std::chrono::weekday`.
constexpr std::array<std::string_view, 7> day_names{"sun", "mon", "tue", "wed",
                                                    "thu", "fri", "sat"};

constexpr const char* default_windows
  = R"([{"days": ["mon", "tue", "wed", "thu", "fri"], "start": "08:30", "end": "15:00"}])";

node days_list() {
  auto out = list_of("days", choice("", {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}, "", ""),
                     "Weekdays on which the window opens.");
  out.type = "list of mon..sun";
  out.items_min = 1;
  return out;
}

node windows_list() {
  auto window
    = section("window", "One weekly part of the session.",
              {required(days_list()), required(time_of_day("start", "", "Local time of opening.")),
               required(time_of_day(
                 "end", "", "Local time of closing; at or before `start` it is the next day's."))});
  auto out = list_of("windows", std::move(window),
                     "When trading is allowed; windows may touch and overlap.");
  out.type = "list of 1..14 {days, start, end}";
  out.initial = default_windows;
  out.items_min = 1;
  out.items_max = 14;
  return out;
}

domain::session_window window_from(const value& from) {
  domain::session_window out;
  const auto& days = list_at(from, "days").items;
  for (unsigned i = 0; i < day_names.size(); ++i)
    if (std::any_of(days.begin(), days.end(),
                    [i](const value& x) { return x.text == day_names.at(i); }))
      out.days.emplace_back(i);
  out.start = domain::parse_time_of_day(text_at(from, "start")).value();
  out.end = domain::parse_time_of_day(text_at(from, "end")).value();
  return out;
}

} // namespace

rule_entry session_block_outside_entry() {
  rule_entry out;
  out.id = domain::rule_id::session_block_outside;
  out.meaning = "Nothing is held and nothing rests outside the session.";
  out.parameters = {
    zone("timezone", R"("America/Chicago")", "Zone of the windows."),
    windows_list(),
    tightened_by(
      true, flag("respect_holidays", "true", "Whether the days of `calendar` close the session.")),
    integer("warn_before_end_seconds", 0, 3'600, "60",
            "How long before its end the session's end is announced; 0 means never."),
  };
  out.build
    = [](const value& block, const domain::time_zone_source& zones) -> domain::rules::any_rule {
    domain::rules::session_block_outside rule;
    rule.hours.zone = zones(text_at(block, "timezone")).value();
    for (const auto& each : list_at(block, "windows").items)
      rule.hours.windows.push_back(window_from(each));
    rule.hours.respects_holidays = flag_at(block, "respect_holidays");
    rule.warn_before_end = std::chrono::seconds{integer_at(block, "warn_before_end_seconds")};
    return rule;
  };
  return out;
}

} // namespace riskd::config
