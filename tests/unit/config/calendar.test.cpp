#define CAF_SUITE config.calendar

#include "config/calendar_keys.hpp"
#include "tests/unit/config/loading.hpp"

#include <caf/test/unit_test.hpp>

namespace config_calendar {

using namespace riskd;
using namespace std::chrono_literals;
using test::file_with;

namespace {

struct fixture : test::loading {
  domain::trading_calendar calendar(const std::string& keys) {
    return good(file_with(R"(, "calendar": {)" + keys + "}")).base.settings.calendar;
  }

  std::string places(const std::string& keys) {
    return error_places(file_with(R"(, "calendar": {)" + keys + "}"));
  }
};

/// The holidays of a year; `no list` if nothing is known of it.
std::string holidays(const domain::trading_calendar& calendar, std::chrono::year year) {
  const auto list = calendar.holidays.find(year);
  if (list == calendar.holidays.end())
    return "no list";
  std::string out;
  for (const auto& date : list->second)
    out += (out.empty() ? "" : " ") + domain::to_string(date);
  return out;
}

/// The early closes of a date, for example `13:00 12:50 America/Chicago`.
std::string early_closes(const domain::trading_calendar& calendar, const char* date) {
  const auto list = calendar.early_closes.find(domain::parse_date(date).value());
  std::string out;
  if (list == calendar.early_closes.end())
    return out;
  for (const auto& each : list->second) {
    const auto time = domain::to_string(domain::time_point{each.time}).substr(11, 5);
    out += (out.empty() ? "" : " ") + time + (each.zone ? " " + each.zone->name() : "");
  }
  return out;
}

} // namespace

CAF_TEST_FIXTURE_SCOPE(calendar_tests, fixture)

// R-T-11
CAF_TEST(four years have a default list) {
  const auto read = calendar("");
  CAF_CHECK_EQUAL(read.holidays.size(), 4u);
  CAF_CHECK_EQUAL(holidays(read, 2024y),
                  "2024-01-01 2024-01-15 2024-02-19 2024-03-29 2024-05-27 2024-06-19 "
                  "2024-07-04 2024-09-02 2024-11-28 2024-12-25");
  CAF_CHECK_EQUAL(holidays(read, 2025y),
                  "2025-01-01 2025-01-20 2025-02-17 2025-04-18 2025-05-26 2025-06-19 "
                  "2025-07-04 2025-09-01 2025-11-27 2025-12-25");
  CAF_CHECK_EQUAL(holidays(read, 2026y),
                  "2026-01-01 2026-01-19 2026-02-16 2026-04-03 2026-05-25 2026-06-19 "
                  "2026-07-03 2026-09-07 2026-11-26 2026-12-25");
  CAF_CHECK_EQUAL(holidays(read, 2027y),
                  "2027-01-01 2027-01-18 2027-02-15 2027-03-26 2027-05-31 2027-06-18 "
                  "2027-07-05 2027-09-06 2027-11-25 2027-12-24");
  CAF_CHECK_EQUAL(holidays(read, 2028y), "no list");
  CAF_CHECK(read.early_closes.empty());
}

CAF_TEST(a listed year replaces its default list only) {
  const auto read = calendar(R"("holidays": {"2026": ["12-25", "2026-01-01"], "2031": []})");
  CAF_CHECK_EQUAL(read.holidays.size(), 5u);
  CAF_CHECK_EQUAL(holidays(read, 2026y), "2026-01-01 2026-12-25");
  CAF_CHECK_EQUAL(holidays(read, 2031y), "");
  CAF_CHECK_EQUAL(holidays(read, 2025y), holidays(calendar(""), 2025y));
}

// R-T-12
CAF_TEST(an exchange replaces the default lists) {
  const auto read = calendar(R"("exchange": "equity_index")");
  CAF_CHECK_EQUAL(holidays(read, 2026y), "2026-01-01 2026-12-25");
  CAF_CHECK_EQUAL(holidays(read, 2023y), "no list");
  CAF_CHECK_EQUAL(holidays(read, 2028y), "no list");
  CAF_CHECK_EQUAL(early_closes(read, "2026-11-26"), "11:50 America/Chicago");
  CAF_CHECK_EQUAL(early_closes(read, "2026-11-27"), "12:05 America/Chicago");
  CAF_CHECK_EQUAL(early_closes(read, "2026-04-03"), "08:05 America/Chicago");
  // Only the evening is missing.
  CAF_CHECK_EQUAL(early_closes(read, "2026-12-31"), "");
  CAF_CHECK_EQUAL(holidays(calendar(R"("exchange": "livestock")"), 2025y),
                  "2025-01-01 2025-01-20 2025-02-17 2025-04-18 2025-05-26 2025-06-19 "
                  "2025-07-04 2025-09-01 2025-11-27 2025-12-25");
}

CAF_TEST(every group of the exchange can be named) {
  for (const char* group :
       {"equity_index", "energy", "metals", "fx", "rates", "grains", "livestock", "crypto"})
    CAF_CHECK_EQUAL(calendar(R"("exchange": ")" + std::string{group} + "\"").holidays.size(), 4u);
  CAF_CHECK_EQUAL(places(R"("exchange": "equities")"), "E-1 /calendar/exchange\n");
}

CAF_TEST(an explicit list wins over the exchange for its year) {
  const auto read
    = calendar(R"("exchange": "energy", "holidays": {"2026": ["12-25"], "2030": ["01-01"]})");
  CAF_CHECK_EQUAL(holidays(read, 2026y), "2026-12-25");
  CAF_CHECK_EQUAL(holidays(read, 2030y), "2030-01-01");
  CAF_CHECK_EQUAL(holidays(read, 2025y), holidays(calendar(R"("exchange": "energy")"), 2025y));
  CAF_CHECK_EQUAL(early_closes(read, "2026-11-26"), "13:20 America/Chicago");
}

CAF_TEST(an explicit early close wins over the exchange for its date) {
  const auto read = calendar(R"("exchange": "equity_index", "early_closes": [
    {"date": "2026-11-26", "time": "13:30"}, {"date": "2026-12-01", "time": "10:00"}])");
  CAF_CHECK_EQUAL(early_closes(read, "2026-11-26"), "13:30");
  CAF_CHECK_EQUAL(early_closes(read, "2026-12-01"), "10:00");
  CAF_CHECK_EQUAL(early_closes(read, "2026-11-27"), "12:05 America/Chicago");
}

// R-Y-20: the session takes the earlier.
CAF_TEST(two early closes of one date both stand) {
  const auto read = calendar(R"("early_closes": [
    {"date": "2026-11-26", "time": "13:00"}, {"date": "2026-11-26", "time": "11:00"}])");
  CAF_CHECK_EQUAL(early_closes(read, "2026-11-26"), "13:00 11:00");
}

// R-Y-14
CAF_TEST(an explicit early close makes a holiday a trading date) {
  const std::string early = R"("early_closes": [{"date": "2026-12-25", "time": "11:00"}])";
  const auto over_default = calendar(early);
  CAF_CHECK_EQUAL(holidays(over_default, 2026y).find("2026-12-25"), std::string::npos);
  CAF_CHECK_EQUAL(early_closes(over_default, "2026-12-25"), "11:00");
  CAF_CHECK_EQUAL(holidays(calendar(R"("exchange": "equity_index", )" + early), 2026y),
                  "2026-01-01");
  CAF_CHECK_EQUAL(holidays(calendar(R"("holidays": {"2026": ["12-25"]}, )" + early), 2026y),
                  "2026-12-25");
  CAF_CHECK_EQUAL(
    holidays(calendar(R"("exchange": "fx", "holidays": {"2026": ["12-25"]}, )" + early), 2026y),
    "2026-12-25");
}

CAF_TEST(early closes have a date with a time) {
  CAF_CHECK_EQUAL(
    early_closes(calendar(R"("early_closes": [{"date": "2025-11-26", "time": "13:00"}])"),
                 "2025-11-26"),
    "13:00");
  CAF_CHECK_EQUAL(places(R"("early_closes": [{"date": "2025-11-26"}, {"time": "13:00"}, {}, 5])"),
                  "E-1 /calendar/early_closes/0/time\nE-1 /calendar/early_closes/1/date\n"
                  "E-1 /calendar/early_closes/2/date\nE-1 /calendar/early_closes/2/time\n"
                  "E-1 /calendar/early_closes/3\n");
}

// E-6
CAF_TEST(a holiday lies in the year that lists it) {
  CAF_CHECK_EQUAL(places(R"("holidays": {"2026": ["2025-12-25"]})"),
                  "E-6 /calendar/holidays/2026/0\n");
  CAF_CHECK_EQUAL(places(R"("holidays": {"2026": ["02-29"]})"), "E-6 /calendar/holidays/2026/0\n");
  CAF_CHECK_EQUAL(places(R"("holidays": {"2028": ["02-29"]})"), "");
  CAF_CHECK_EQUAL(places(R"("holidays": {"2026": ["12/25", "", 1225]})"),
                  "E-6 /calendar/holidays/2026/0\nE-6 /calendar/holidays/2026/1\n"
                  "E-1 /calendar/holidays/2026/2\n");
  CAF_CHECK_EQUAL(places(R"("holidays": {"26": [], "next": [], "2026": "none"})"),
                  "E-1 /calendar/holidays/26\nE-1 /calendar/holidays/next\n"
                  "E-1 /calendar/holidays/2026\n");
}

CAF_TEST(an account may have a calendar of its own) {
  const auto read = good(file_with(R"(, "calendar": {"holidays": {"2026": ["01-01"]}},
    "accounts": [{"id": 1, "override": {"calendar": {"holidays": {"2025": []}}}},
                 {"id": 2, "override": {"calendar": {"exchange": "fx"}}}])"));
  const auto& first = read.accounts.at(0).settings.calendar;
  CAF_CHECK_EQUAL(holidays(first, 2026y), "2026-01-01");
  CAF_CHECK_EQUAL(holidays(first, 2025y), "");
  const auto& second = read.accounts.at(1).settings.calendar;
  CAF_CHECK_EQUAL(holidays(second, 2026y), "2026-01-01");
  CAF_CHECK_EQUAL(holidays(second, 2025y), holidays(calendar(R"("exchange": "fx")"), 2025y));
  CAF_CHECK_EQUAL(holidays(read.base.settings.calendar, 2025y), holidays(calendar(""), 2025y));
}

CAF_TEST(an account may return from an exchange to the default lists) {
  const auto read = good(file_with(R"(, "calendar": {"exchange": "energy"},
    "accounts": [{"id": 1, "override": {"calendar": {"exchange": null}}}])"));
  CAF_CHECK(read.accounts.at(0).settings.calendar == calendar(""));
  CAF_CHECK(read.base.settings.calendar == calendar(R"("exchange": "energy")"));
  CAF_CHECK(read.base.settings.calendar != calendar(""));
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace config_calendar
