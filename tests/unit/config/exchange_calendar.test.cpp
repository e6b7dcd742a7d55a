#define CAF_SUITE config.exchange_calendar

#include "config/exchange_calendar.hpp"

#include "domain/time.hpp"
#include "tests/unit/config/loading.hpp"

#include <caf/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <iostream>
#include <set>

namespace config_exchange_calendar {

using namespace riskd;
using nlohmann::json;

namespace {

constexpr const char* recording = RISKD_RECORDINGS "/cme-calendar.json";

std::string clock(const std::optional<std::chrono::seconds>& x) {
  return x ? domain::to_string(domain::time_point{*x}).substr(11, 5) : "-";
}

/// One line for each day of each group: `energy 2026-11-26 early_close - 13:30 17:00`.
std::set<std::string> shipped_days() {
  std::set<std::string> out;
  for (const auto& [group, days] : config::shipped_exchange_calendar().groups)
    for (const auto& day : days)
      out.insert(group + " " + domain::to_string(day.date) + " " + to_string(day.kind) + " "
                 + clock(day.open) + " " + clock(day.close) + " " + clock(day.evening_open));
  return out;
}

std::set<std::string> recorded_days(const json& from) {
  std::set<std::string> out;
  for (const auto& day : from.at("days"))
    for (const auto& [group, x] : day.at("groups").items()) {
      auto line = group + " " + day.at("date").get<std::string>();
      for (const char* key : {"kind", "open_ct", "close_ct", "evening_open_ct"})
        line += " " + x.value(key, "-");
      out.insert(line);
    }
  return out;
}

/// The lines that only one of the two has.
std::string difference(const std::set<std::string>& shipped,
                       const std::set<std::string>& recorded) {
  std::string out;
  for (const auto& line : shipped)
    out += recorded.contains(line) ? "" : "shipped only: " + line + "\n";
  for (const auto& line : recorded)
    out += shipped.contains(line) ? "" : "recorded only: " + line + "\n";
  return out;
}

} // namespace

// R-T-12
CAF_TEST(the shipped calendar has the recorded facts) {
  if (!std::filesystem::exists(recording)) {
    std::cout << "SKIPPED: there is no " << recording << '\n';
    CAF_CHECK(!shipped_days().empty());
    return;
  }
  const auto recorded = json::parse(test::read_file(recording));
  CAF_CHECK_EQUAL(config::shipped_exchange_calendar().zone,
                  recorded.at("timezone").get<std::string>());
  CAF_CHECK_EQUAL(difference(shipped_days(), recorded_days(recorded)), "");
}

CAF_TEST(no group has a date twice) {
  for (const auto& [group, days] : config::shipped_exchange_calendar().groups) {
    std::set<std::chrono::year_month_day> dates;
    for (const auto& day : days)
      dates.insert(day.date);
    CAF_CHECK_EQUAL(group + " " + std::to_string(dates.size()),
                    group + " " + std::to_string(days.size()));
  }
}

CAF_TEST(every date lies in the years that the calendar covers) {
  const auto& calendar = config::shipped_exchange_calendar();
  std::string outside;
  for (const auto& [group, days] : calendar.groups)
    for (const auto& day : days)
      outside += calendar.covers(day.date.year()) ? "" : domain::to_string(day.date) + "\n";
  CAF_CHECK_EQUAL(outside, "");
  CAF_CHECK(!calendar.covers(calendar.first_year - std::chrono::years{1}));
  CAF_CHECK(!calendar.covers(calendar.last_year + std::chrono::years{1}));
}

CAF_TEST(no date lies on a weekend except the eves of holidays) {
  std::string found;
  for (const auto& [group, days] : config::shipped_exchange_calendar().groups)
    for (const auto& day : days) {
      const auto weekday = std::chrono::weekday{std::chrono::sys_days{day.date}};
      const bool is_eve = day.kind == config::exchange_day_kind::no_evening_session;
      if (weekday == std::chrono::Saturday || (weekday == std::chrono::Sunday && !is_eve))
        found += group + " " + domain::to_string(day.date) + "\n";
    }
  CAF_CHECK_EQUAL(found, "");
}

} // namespace config_exchange_calendar
