#define CAF_SUITE domain.session_hours

#include "domain/session_hours.hpp"

#include "adapters/system_clock/zone_database.hpp"
#include "tests/support/scenario_randomness.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace domain_session_hours {

using namespace riskd::domain;
using namespace std::chrono_literals;
using riskd::test::random_choices;

namespace {

constexpr auto monday_to_friday = "mon tue wed thu fri";
constexpr auto sunday_to_thursday = "sun mon tue wed thu";
constexpr auto every_day = "sun mon tue wed thu fri sat";

time_zone zone_of(const std::string& name) {
  static const auto zones = riskd::adapters::open_zone_database().value();
  return zones(name).value();
}

time_point at(const std::string& text) {
  return parse_time(text).value();
}

session_window window(const std::string& days, const char* start, const char* end) {
  const std::vector<std::string> names{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  session_window out;
  for (unsigned i = 0; i < names.size(); ++i)
    if (days.find(names[i]) != std::string::npos)
      out.days.emplace_back(i);
  out.start = parse_time_of_day(start).value();
  out.end = parse_time_of_day(end).value();
  return out;
}

session_hours hours_of(std::vector<session_window> windows,
                       const std::string& zone = "America/Chicago") {
  return {zone_of(zone), std::move(windows), true};
}

session_hours stock_hours() {
  return hours_of({window(monday_to_friday, "08:30", "15:00")});
}

session_hours futures_hours() {
  return hours_of({window(sunday_to_thursday, "17:00", "16:00")});
}

trading_calendar closed_on(const std::vector<std::string>& dates) {
  trading_calendar out;
  for (const auto& each : dates) {
    const auto date = parse_date(each).value();
    out.holidays[date.year()].insert(date);
  }
  return out;
}

trading_calendar closing_early(const char* date, const char* time,
                               std::optional<time_zone> zone = std::nullopt) {
  trading_calendar out;
  out.early_closes[parse_date(date).value()].push_back(
    {parse_time_of_day(time).value(), std::move(zone)});
  return out;
}

std::string text(const std::optional<session_interval>& x) {
  if (!x)
    return "never";
  return to_string(x->open).substr(0, 16) + " - "
         + (x->close ? to_string(*x->close).substr(0, 16) : "no end");
}

struct row {
  const char* instant;
  const char* interval;
};

void check(const std::string& label, const session_hours& hours, const trading_calendar& calendar,
           const row& x) {
  const auto head = label + " " + x.instant + ": ";
  CAF_CHECK_EQUAL(head + text(session_from(hours, calendar, at(x.instant))), head + x.interval);
}

} // namespace

// R-0-5, R-009-3, A-62, A-105, A-106
CAF_TEST(a session is open from its opening until just before its closing) {
  const trading_calendar none;
  const row rows[]{
    {"2026-03-03T14:00:00Z", "2026-03-03T14:30 - 2026-03-03T21:00"},
    {"2026-03-03T14:29:59.999999Z", "2026-03-03T14:30 - 2026-03-03T21:00"},
    {"2026-03-03T14:30:00Z", "2026-03-03T14:30 - 2026-03-03T21:00"},
    {"2026-03-03T20:59:59.999999Z", "2026-03-03T14:30 - 2026-03-03T21:00"},
    {"2026-03-03T21:00:00Z", "2026-03-04T14:30 - 2026-03-04T21:00"},
  };
  for (const auto& each : rows)
    check("stocks", stock_hours(), none, each);
  const auto interval = session_from(stock_hours(), none, at("2026-03-03T20:00:00Z")).value();
  CAF_CHECK(interval.contains(at("2026-03-03T14:30:00Z")));
  CAF_CHECK(!interval.contains(at("2026-03-03T14:29:59.999999Z")));
  CAF_CHECK(!interval.contains(at("2026-03-03T21:00:00Z")));
}

// A-63, A-63b, A-64
CAF_TEST(weekends with holidays lengthen the pause) {
  check("weekend", stock_hours(), {},
        {"2026-03-06T21:00:00Z", "2026-03-09T13:30 - 2026-03-09T20:00"});
  check("Labor Day", stock_hours(), closed_on({"2025-09-01"}),
        {"2025-08-29T20:00:00Z", "2025-09-02T13:30 - 2025-09-02T20:00"});
  check("Christmas", stock_hours(), closed_on({"2025-12-25"}),
        {"2025-12-25T16:00:00Z", "2025-12-26T14:30 - 2025-12-26T21:00"});
}

// A-65, A-65b: the days name the opening day.
CAF_TEST(a window that ends before it starts lasts until the next date) {
  check("Sunday evening", futures_hours(), {},
        {"2026-03-08T23:00:00Z", "2026-03-08T22:00 - 2026-03-09T21:00"});
  check("Sunday afternoon", futures_hours(), {},
        {"2026-03-08T21:59:59Z", "2026-03-08T22:00 - 2026-03-09T21:00"});
  check("Friday", futures_hours(), {},
        {"2026-03-06T21:00:00Z", "2026-03-05T23:00 - 2026-03-06T22:00"});
  check("Friday evening", futures_hours(), {},
        {"2026-03-06T22:00:00Z", "2026-03-08T22:00 - 2026-03-09T21:00"});
  //
  check("night", hours_of({window("mon tue wed thu", "18:00", "09:00")}), {},
        {"2026-03-03T14:00:00Z", "2026-03-03T00:00 - 2026-03-03T15:00"});
  check("night over", hours_of({window("mon tue wed thu", "18:00", "09:00")}), {},
        {"2026-03-03T15:00:00Z", "2026-03-04T00:00 - 2026-03-04T15:00"});
  check("equal times", hours_of({window("wed", "12:00", "12:00")}, "UTC"), {},
        {"2026-03-03T00:00:00Z", "2026-03-04T12:00 - 2026-03-05T12:00"});
}

// R-009-1, R-009-2: the session date is the local date of the closing.
CAF_TEST(a holiday removes the session that closes on it) {
  const auto calendar = closed_on({"2026-03-09"});
  check("before", futures_hours(), calendar,
        {"2026-03-06T22:00:00Z", "2026-03-09T22:00 - 2026-03-10T21:00"});
  check("Monday noon", futures_hours(), calendar,
        {"2026-03-09T17:00:00Z", "2026-03-09T22:00 - 2026-03-10T21:00"});
  auto careless = futures_hours();
  careless.respects_holidays = false;
  check("not respected", careless, calendar,
        {"2026-03-06T22:00:00Z", "2026-03-08T22:00 - 2026-03-09T21:00"});
}

// A-67, R-Y-20
CAF_TEST(an early close ends a session before its time) {
  const auto calendar = closing_early("2025-11-26", "13:00");
  check("Wednesday", stock_hours(), calendar,
        {"2025-11-26T17:00:00Z", "2025-11-26T14:30 - 2025-11-26T19:00"});
  auto late = closing_early("2025-11-26", "15:30");
  check("later than the end", stock_hours(), late,
        {"2025-11-26T17:00:00Z", "2025-11-26T14:30 - 2025-11-26T21:00"});
  late.early_closes.begin()->second.push_back({12h, std::nullopt});
  check("the earlier of two", stock_hours(), late,
        {"2025-11-26T17:00:00Z", "2025-11-26T14:30 - 2025-11-26T18:00"});
  auto careless = stock_hours();
  careless.respects_holidays = false;
  check("not respected", careless, calendar,
        {"2025-11-26T17:00:00Z", "2025-11-26T14:30 - 2025-11-26T21:00"});
}

// R-T-12
CAF_TEST(an early close may have a zone of its own) {
  const auto calendar = closing_early("2026-11-27", "12:05", zone_of("America/Chicago"));
  check("New York", hours_of({window(monday_to_friday, "09:30", "16:00")}, "America/New_York"),
        calendar, {"2026-11-27T15:00:00Z", "2026-11-27T14:30 - 2026-11-27T18:05"});
  check("overnight", hours_of({window(sunday_to_thursday, "18:00", "17:00")}, "America/New_York"),
        calendar, {"2026-11-27T15:00:00Z", "2026-11-26T23:00 - 2026-11-27T18:05"});
}

CAF_TEST(a session that closes early before it opens vanishes) {
  for (const char* time : {"00:00", "08:29:59", "08:30"})
    check(time, stock_hours(), closing_early("2026-03-04", time),
          {"2026-03-03T21:00:00Z", "2026-03-05T14:30 - 2026-03-05T21:00"});
  check("one second", stock_hours(), closing_early("2026-03-04", "08:30:01"),
        {"2026-03-03T21:00:00Z", "2026-03-04T14:30 - 2026-03-04T14:30"});
}

// R-009-3
CAF_TEST(windows that touch leave no gap) {
  const auto touching
    = hours_of({window("mon", "12:00", "16:00"), window("mon", "08:00", "12:00")}, "UTC");
  check("touching", touching, {}, {"2026-03-02T09:00:00Z", "2026-03-02T08:00 - 2026-03-02T16:00"});
  check("touching", touching, {}, {"2026-03-02T13:00:00Z", "2026-03-02T08:00 - 2026-03-02T16:00"});
  const auto apart
    = hours_of({window("mon", "12:00:01", "16:00"), window("mon", "08:00", "12:00")}, "UTC");
  check("apart", apart, {}, {"2026-03-02T09:00:00Z", "2026-03-02T08:00 - 2026-03-02T12:00"});
  check("apart", apart, {}, {"2026-03-02T12:00:00Z", "2026-03-02T12:00 - 2026-03-02T16:00"});
  const auto inner
    = hours_of({window("mon", "08:00", "16:00"), window("mon", "09:00", "10:00")}, "UTC");
  check("inner", inner, {}, {"2026-03-02T11:00:00Z", "2026-03-02T08:00 - 2026-03-02T16:00"});
  const auto night_and_day
    = hours_of({window("sun", "20:00", "04:00"), window("mon", "03:00", "16:00")}, "UTC");
  check("overlap", night_and_day, {},
        {"2026-03-02T15:00:00Z", "2026-03-01T20:00 - 2026-03-02T16:00"});
}

CAF_TEST(a session without a pause goes on for ever) {
  const auto always = hours_of({window(every_day, "00:00", "00:00")});
  const auto found = session_from(always, {}, at("2026-03-03T15:00:00Z"));
  CAF_REQUIRE(found.has_value());
  CAF_CHECK(!found->close.has_value());
  CAF_CHECK(found->open <= at("2026-03-03T15:00:00Z") - std::chrono::days{399});
  check("a holiday interrupts it", always, closed_on({"2026-03-05"}),
        {"2026-03-04T12:00:00Z", "2026-03-05T06:00 - no end"});
  check("a holiday ends it", always, closed_on({"2026-03-02", "2026-03-05"}),
        {"2026-03-03T15:00:00Z", "2026-03-02T06:00 - 2026-03-04T06:00"});
}

// R-009-4
CAF_TEST(nothing is looked for beyond 400 days) {
  check("no days", hours_of({}), {}, {"2026-03-03T15:00:00Z", "never"});
  trading_calendar closed;
  for (auto date = std::chrono::local_days{2026y / 1 / 1};
       date < std::chrono::local_days{2028y / 1 / 1}; date += std::chrono::days{1}) {
    const auto day = std::chrono::year_month_day{date};
    closed.holidays[day.year()].insert(day);
  }
  check("closed for two years", stock_hours(), closed, {"2026-03-03T15:00:00Z", "never"});
  const auto new_year = hours_of({window(every_day, "00:00", "12:00")}, "UTC");
  check("401 days ahead", new_year, closed, {"2026-11-26T23:59:59Z", "never"});
  check("400 days ahead", new_year, closed,
        {"2026-11-27T00:00:00Z", "2028-01-01T00:00 - 2028-01-01T12:00"});
}

// R-T-10
CAF_TEST(sessions keep their local hours when clocks change) {
  check("spring", stock_hours(), {},
        {"2026-03-06T22:00:00Z", "2026-03-09T13:30 - 2026-03-09T20:00"});
  check("autumn", stock_hours(), {},
        {"2026-10-30T20:00:00Z", "2026-11-02T14:30 - 2026-11-02T21:00"});
  check("a night of 23 hours less one", hours_of({window("sat", "17:00", "16:00")}), {},
        {"2026-03-07T23:00:00Z", "2026-03-07T23:00 - 2026-03-08T21:00"});
  check("a night of 25 hours less one", hours_of({window("sat", "17:00", "16:00")}), {},
        {"2026-10-31T22:00:00Z", "2026-10-31T22:00 - 2026-11-01T22:00"});
  // The gap lasts from 02:00 to 03:00, the second 01:00 begins at 07:00 UTC.
  check("opens in the gap", hours_of({window("sun", "02:30", "04:00")}), {},
        {"2026-03-08T00:00:00Z", "2026-03-08T08:00 - 2026-03-08T09:00"});
  check("inside the gap", hours_of({window("sun", "02:10", "02:50")}), {},
        {"2026-03-08T00:00:00Z", "2026-03-15T07:10 - 2026-03-15T07:50"});
  check("opens at the ambiguous hour", hours_of({window("sun", "01:30", "04:00")}), {},
        {"2026-11-01T00:00:00Z", "2026-11-01T06:30 - 2026-11-01T10:00"});
  check("closes at the ambiguous hour", hours_of({window("sun", "00:30", "01:30")}), {},
        {"2026-11-01T00:00:00Z", "2026-11-01T05:30 - 2026-11-01T06:30"});
}

CAF_TEST(sessions go on over the end of a year) {
  check("New Year's Eve", futures_hours(), {},
        {"2026-12-31T23:30:00Z", "2026-12-31T23:00 - 2027-01-01T22:00"});
  check("New Year's Day", futures_hours(), closed_on({"2027-01-01"}),
        {"2026-12-31T23:30:00Z", "2027-01-03T23:00 - 2027-01-04T22:00"});
  check("leap day", stock_hours(), {},
        {"2028-02-28T21:00:00Z", "2028-02-29T14:30 - 2028-02-29T21:00"});
}

// A-125, R-009-7
CAF_TEST(holidays are missing where the local year has no list) {
  auto calendar = closed_on({"2026-12-25"});
  CAF_CHECK(lacks_holidays(stock_hours(), calendar, at("2031-03-04T16:00:00Z")));
  CAF_CHECK(!lacks_holidays(stock_hours(), calendar, at("2026-03-04T16:00:00Z")));
  CAF_CHECK(!lacks_holidays(stock_hours(), calendar, at("2027-01-01T05:59:59Z")));
  CAF_CHECK(lacks_holidays(stock_hours(), calendar, at("2027-01-01T06:00:00Z")));
  CAF_CHECK(lacks_holidays(stock_hours(), calendar, at("2026-01-01T05:59:59Z")));
  calendar.holidays[2027y]; // Listed without any date.
  CAF_CHECK(!lacks_holidays(stock_hours(), calendar, at("2027-01-01T06:00:00Z")));
  auto careless = stock_hours();
  careless.respects_holidays = false;
  CAF_CHECK(!lacks_holidays(careless, calendar, at("2031-03-04T16:00:00Z")));
  check("open all the same", stock_hours(), calendar,
        {"2031-03-04T16:00:00Z", "2031-03-04T14:30 - 2031-03-04T21:00"});
}

namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::minutes;

/// Minutes of 60 days, each open or not.
struct minute_map {
  time_point begin;
  std::vector<bool> open;
};

/// R-009-1 and R-009-2 word by word, one minute after the other.
minute_map paint(const session_hours& hours, const trading_calendar& calendar, local_days first) {
  auto out
    = minute_map{time_point{(first - days{2}).time_since_epoch()}, std::vector<bool>(64 * 24 * 60)};
  for (auto date = first - days{3}; date < first + days{64}; date += days{1})
    for (const auto& window : hours.windows) {
      bool opens = false;
      for (const auto day : window.days)
        opens = opens || day == std::chrono::weekday{date};
      if (!opens)
        continue;
      const auto session_date = window.end > window.start ? date : date + days{1};
      const auto day = std::chrono::year_month_day{session_date};
      const auto list = calendar.holidays.find(day.year());
      if (list != calendar.holidays.end() && list->second.count(day) > 0)
        continue;
      auto close = hours.zone.to_utc(local_time{session_date} + window.end);
      if (const auto early = calendar.early_closes.find(day); early != calendar.early_closes.end())
        for (const auto& each : early->second)
          close = std::min(close, hours.zone.to_utc(local_time{session_date} + each.time));
      for (auto t = hours.zone.to_utc(local_time{date} + window.start); t < close; t += 1min)
        if (const auto i = (t - out.begin) / 1min; i >= 0 && i < std::ssize(out.open))
          out.open[static_cast<std::size_t>(i)] = true;
    }
  return out;
}

session_hours random_hours(random_choices& choices) {
  const std::vector<std::string> zones{"America/Chicago", "America/New_York", "Europe/Berlin",
                                       "Asia/Tokyo", "UTC"};
  session_hours out{zone_of(choices.one_of(zones)), {}, true};
  for (auto count = choices.between(1, 4); count > 0; --count) {
    session_window added;
    for (unsigned day = 0; day < 7; ++day)
      if (choices.happens(60))
        added.days.emplace_back(day);
    // Quarters of an hour, so that windows often touch.
    added.start = minutes{15 * choices.between(0, 95)};
    added.end = minutes{15 * choices.between(0, 95)};
    out.windows.push_back(added);
  }
  return out;
}

trading_calendar random_calendar(random_choices& choices, local_days first) {
  trading_calendar out;
  for (auto date = first; date < first + days{60}; date += days{1}) {
    const auto day = std::chrono::year_month_day{date};
    if (choices.happens(5))
      out.holidays[day.year()].insert(day);
    if (choices.happens(5))
      out.early_closes[day].push_back({minutes{15 * choices.between(0, 95)}, std::nullopt});
  }
  return out;
}

/// What differs between the minutes and the function, at instants of the middle of the map.
std::string compare(const session_hours& hours, const trading_calendar& calendar,
                    const minute_map& map, random_choices& choices) {
  const auto size = std::ssize(map.open);
  const auto at_minute = [&](std::ptrdiff_t i) {
    return map.begin + minutes{i};
  };
  const auto is_open = [&](std::ptrdiff_t i) {
    return map.open[static_cast<std::size_t>(i)];
  };
  for (int round = 0; round < 20; ++round) {
    const auto asked = choices.between(5 * 1440, 50 * 1440);
    auto begin = std::ptrdiff_t{asked};
    while (begin < size && !is_open(begin))
      ++begin;
    if (begin == size)
      continue; // The next opening is not on the map.
    auto end = begin;
    while (end < size && is_open(end))
      ++end;
    while (begin > 0 && is_open(begin - 1))
      --begin;
    if (end == size || begin == 0)
      continue;
    const auto found = session_from(hours, calendar, at_minute(asked));
    const auto wanted = session_interval{at_minute(begin), at_minute(end)};
    if (found != wanted)
      return to_string(at_minute(asked)) + ": " + text(found) + ", not " + text(wanted);
  }
  return {};
}

std::string compare_with_minutes(std::uint64_t seed) {
  auto choices = random_choices{seed};
  const auto first = local_days{2026y / 1 / 1} + days{choices.between(0, 700)};
  const auto hours = random_hours(choices);
  const auto calendar = random_calendar(choices, first);
  return compare(hours, calendar, paint(hours, calendar, first), choices);
}

} // namespace

CAF_TEST(the union of windows is what single minutes say) {
  for (const auto seed : riskd::test::property_seeds(40))
    CAF_CHECK_EQUAL(riskd::test::with_seed(seed, compare_with_minutes(seed)), std::string{});
}

} // namespace domain_session_hours
