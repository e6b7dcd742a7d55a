#include "config/calendar_keys.hpp"

#include "config/inspection.hpp"
#include "config/leaves.hpp"
#include "config/typed_value.hpp"
#include "domain/decimal.hpp"
#include "domain/time.hpp"

#include <algorithm>
#include <string_view>

namespace riskd::config {

namespace {

/// Days on which the U.S. stock session does not take place (R-T-11).
constexpr std::string_view default_holidays = R"({
  "2024": ["2024-01-01", "2024-01-15", "2024-02-19", "2024-03-29", "2024-05-27", "2024-06-19",
           "2024-07-04", "2024-09-02", "2024-11-28", "2024-12-25"],
  "2025": ["2025-01-01", "2025-01-20", "2025-02-17", "2025-04-18", "2025-05-26", "2025-06-19",
           "2025-07-04", "2025-09-01", "2025-11-27", "2025-12-25"],
  "2026": ["2026-01-01", "2026-01-19", "2026-02-16", "2026-04-03", "2026-05-25", "2026-06-19",
           "2026-07-03", "2026-09-07", "2026-11-26", "2026-12-25"],
  "2027": ["2027-01-01", "2027-01-18", "2027-02-15", "2027-03-26", "2027-05-31", "2027-06-18",
           "2027-07-05", "2027-09-06", "2027-11-25", "2027-12-24"]
})";

bool is_year(const std::string& key) {
  return key.size() == 4
         && std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Reads a date of the year; `MM-DD` is enough, because the key above it names the year.
std::optional<std::chrono::year_month_day> date_in(const std::string& year,
                                                   const std::string& text) {
  const auto read = domain::parse_date(text.size() == 5 ? year + "-" + text : text);
  return read && domain::to_string(*read).starts_with(year + "-") ? read : std::nullopt;
}

void check_holidays(value& holidays, inspection& inspected) {
  for (auto& year : holidays.members)
    for (auto& each : year.content.items)
      if (each.kind == value_kind::text && !date_in(year.key, each.text))
        inspected.refuse(each, problem_code::time, inspected.describe(each),
                         "a date in " + year.key);
}

node holidays_table() {
  auto dates = list_of("", free_text("", "", ""), "");
  dates.type = "list of dates";
  auto out = table_of(
    "holidays", std::move(dates),
    [](const std::string& key) { return is_year(key) ? std::string{} : "a year such as 2026"; },
    "Full closures by session date, `YYYY-MM-DD` or `MM-DD`. A listed year replaces the default "
    "list of that year.");
  out.type = "map year -> list of dates";
  out.initial = default_holidays;
  out.check = check_holidays;
  return out;
}

} // namespace

node calendar_section() {
  auto early_close = section("", "",
                             {required(date("date", "Session date.")),
                              required(time_of_day("time", "", "Local time of the close."))});
  return section(
    "calendar", "Days without a session, and sessions that end early.",
    {holidays_table(),
     list_of("early_closes", std::move(early_close),
             "Sessions that end early, at a time in the session's zone."),
     or_null(
       choice("exchange",
              {"equity_index", "energy", "metals", "fx", "rates", "grains", "livestock", "crypto"},
              "", "Product group whose exchange calendar replaces the default lists."))});
}

void let_exchange_replace_defaults(value& calendar) {
  if (calendar.kind != value_kind::object || !calendar.find("exchange"))
    return;
  for (auto& each : calendar.members)
    if (each.key == "holidays")
      std::erase_if(each.content.members, [](const member& x) { return x.content.is_default(); });
}

calendar_settings build_calendar(const value& calendar) {
  calendar_settings out;
  for (const auto& year : calendar.find("holidays")->members) {
    auto& list = out.holidays[std::chrono::year{
      static_cast<int>(domain::parse_decimal(year.key, 0).value_or(0))}];
    list.is_explicit = !year.content.is_default();
    for (const auto& each : year.content.items)
      list.dates.push_back(date_in(year.key, each.text).value());
    std::sort(list.dates.begin(), list.dates.end());
  }
  for (const auto& each : calendar.find("early_closes")->items)
    out.early_closes.push_back({domain::parse_date(text_at(each, "date")).value(),
                                domain::parse_time_of_day(text_at(each, "time")).value()});
  out.exchange = optional_text_at(calendar, "exchange");
  return out;
}

} // namespace riskd::config
