#include "config/calendar_keys.hpp"

#include "config/exchange_calendar.hpp"
#include "config/inspection.hpp"
#include "config/leaves.hpp"
#include "config/typed_value.hpp"
#include "domain/decimal.hpp"
#include "domain/time.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

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

std::chrono::year year_of(const std::string& key) {
  return std::chrono::year{static_cast<int>(domain::parse_decimal(key, 0).value_or(0))};
}

/// At the exchange's close itself nothing can be closed any more (R-T-12).
constexpr auto before_exchange_close = std::chrono::minutes{10};

void add_exchange_days(const std::string& group, const domain::time_zone_source& zones,
                       domain::trading_calendar& out) {
  const auto& exchange = shipped_exchange_calendar();
  const auto zone = zones(exchange.zone).value();
  for (auto year = exchange.first_year; year <= exchange.last_year; ++year)
    out.holidays[year];
  for (const auto& day : exchange.groups.at(group)) {
    if (day.kind == exchange_day_kind::closed || day.kind == exchange_day_kind::closed_until)
      out.holidays[day.date.year()].insert(day.date);
    if (day.kind == exchange_day_kind::early_close)
      out.early_closes[day.date].push_back({*day.close - before_exchange_close, zone});
  }
}

/// The early closes of the operator, which replace others of the same date.
std::map<std::chrono::year_month_day, std::vector<domain::early_close>>
listed_early_closes(const value& list) {
  std::map<std::chrono::year_month_day, std::vector<domain::early_close>> out;
  for (const auto& each : list.items)
    out[domain::parse_date(text_at(each, "date")).value()].push_back(
      {domain::parse_time_of_day(text_at(each, "time")).value(), std::nullopt});
  return out;
}

/// True if the exchange calendar that is in force has something to say about the date, which an
/// entry of the operator's would replace.
bool is_exchange_day(const value& calendar, std::chrono::year_month_day date) {
  const auto group = optional_text_at(calendar, "exchange");
  if (!group)
    return false;
  const auto& days = shipped_exchange_calendar().groups.at(*group);
  return std::any_of(days.begin(), days.end(), [date](const auto& x) { return x.date == date; });
}

bool is_exchange_year(const value& calendar, std::chrono::year year) {
  return calendar.find("exchange") && shipped_exchange_calendar().covers(year);
}

bool lists_date(const value& list, const std::string& year, const std::string& text) {
  return std::any_of(list.items.begin(), list.items.end(),
                     [&](const value& x) { return date_in(year, x.text) == date_in(year, text); });
}

/// A list of a year for which nothing was known, or one more date in a list.
void add_holidays(value& settled, const value& in_force, const value& wanted) {
  auto holidays = object_at(in_force, "holidays");
  for (const auto& year : object_at(wanted, "holidays").members) {
    const auto* old = holidays.find(year.key);
    if (!old) {
      if (!is_exchange_year(in_force, year_of(year.key)))
        set_member(holidays, year);
      continue;
    }
    auto list = *old;
    for (const auto& each : year.content.items)
      if (!lists_date(*old, year.key, each.text))
        list.items.push_back(each);
    if (list.items.size() == old->items.size())
      continue;
    list.where = year.content.where;
    list.origin = year.content.origin;
    set_member(holidays, {year.key, year.where, std::move(list)});
  }
  set_member(settled, {"holidays", holidays.where, std::move(holidays)});
}

/// True if the date is a holiday by a list that an early close would take it from (R-Y-14).
bool is_default_holiday(const value& calendar, std::chrono::year_month_day date) {
  const auto text = domain::to_string(date);
  const auto year = text.substr(0, 4);
  const auto* list = object_at(calendar, "holidays").find(year);
  return list && list->is_default() && lists_date(*list, year, text);
}

/// A close on one more date, or an earlier one.
void add_early_closes(value& settled, const value& in_force, const value& wanted) {
  auto closes = list_at(in_force, "early_closes");
  for (const auto& each : list_at(wanted, "early_closes").items) {
    const auto date = domain::parse_date(text_at(each, "date")).value();
    const auto old = std::find_if(closes.items.begin(), closes.items.end(), [&](const value& x) {
      return domain::parse_date(text_at(x, "date")) == date;
    });
    if (old == closes.items.end()) {
      if (!is_exchange_day(in_force, date) && !is_default_holiday(in_force, date))
        closes.items.push_back(each);
    } else if (domain::parse_time_of_day(text_at(each, "time"))
               < domain::parse_time_of_day(text_at(*old, "time"))) {
      *old = each;
    }
  }
  set_member(settled, {"early_closes", closes.where, std::move(closes)});
}

node holidays_table() {
  auto holiday = free_text("", "", "");
  holiday.schema = R"({"type": "string",
    "pattern": "^([0-9]{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"})";
  auto dates = list_of("", std::move(holiday), "");
  dates.type = "list of dates";
  auto out = table_of(
    "holidays", std::move(dates),
    {"^[0-9]{4}$",
     [](const std::string& key) {
       return is_year(key) ? std::string{} : "a year such as 2026";
     }},
    "Full closures by session date, `YYYY-MM-DD` or `MM-DD`. A listed year replaces the default "
    "list of that year.");
  out.type = "map year -> list of dates";
  out.initial = default_holidays;
  out.stricter = "one more";
  out.check = check_holidays;
  return out;
}

} // namespace

node calendar_section() {
  auto early_close = section("", "",
                             {required(date("date", "Session date.")),
                              required(time_of_day("time", "", "Local time of the close."))});
  auto early_closes = list_of("early_closes", std::move(early_close),
                              "Sessions that end early, at a time in the session's zone.");
  early_closes.stricter = "one more, earlier";
  auto out = section(
    "calendar", "Days without a session, and sessions that end early.",
    {holidays_table(), std::move(early_closes),
     or_null(
       choice("exchange",
              {"equity_index", "energy", "metals", "fx", "rates", "grains", "livestock", "crypto"},
              "", "Product group whose exchange calendar replaces the default lists."))});
  out.settle = [](value& settled, const value& in_force, const value& wanted) {
    add_holidays(settled, in_force, wanted);
    add_early_closes(settled, in_force, wanted);
  };
  return out;
}

void let_exchange_replace_defaults(value& calendar) {
  if (calendar.kind != value_kind::object || !calendar.find("exchange"))
    return;
  for (auto& each : calendar.members)
    if (each.key == "holidays")
      std::erase_if(each.content.members, [](const member& x) { return x.content.is_default(); });
}

bool covers_year(const value& calendar, std::chrono::year year) {
  const auto* holidays = calendar.find("holidays");
  const bool is_listed = holidays
                         && std::any_of(holidays->members.begin(), holidays->members.end(),
                                        [year](const member& x) { return year_of(x.key) == year; });
  return is_listed || (calendar.find("exchange") && shipped_exchange_calendar().covers(year));
}

domain::trading_calendar build_calendar(const value& calendar,
                                        const domain::time_zone_source& zones) {
  domain::trading_calendar out;
  if (const auto group = optional_text_at(calendar, "exchange"))
    add_exchange_days(*group, zones, out);
  std::set<std::chrono::year> explicit_years;
  for (const auto& listed : object_at(calendar, "holidays").members) {
    const auto year = year_of(listed.key);
    auto& dates = out.holidays[year];
    dates.clear();
    for (const auto& each : listed.content.items)
      dates.insert(date_in(listed.key, each.text).value());
    if (!listed.content.is_default())
      explicit_years.insert(year);
  }
  for (auto& [date, closes] : listed_early_closes(list_at(calendar, "early_closes"))) {
    const auto list = out.holidays.find(date.year());
    if (list != out.holidays.end() && !explicit_years.contains(date.year()))
      list->second.erase(date);
    out.early_closes.insert_or_assign(date, std::move(closes));
  }
  return out;
}

} // namespace riskd::config
