#define CAF_SUITE system_clock.trading_day

#include "domain/trading_day.hpp"

#include "adapters/system_clock/zone_database.hpp"

#include <caf/test/unit_test.hpp>

#include <random>
#include <string>

namespace system_clock_trading_day {

using namespace riskd;
using namespace std::chrono_literals;

namespace {

domain::time_zone zone(const std::string& name) {
  static const auto source = adapters::open_zone_database().value();
  return source(name).value();
}

domain::reset_rule reset(const char* time, const char* name) {
  return {domain::parse_time_of_day(time).value(), zone(name)};
}

domain::time_point at(const char* text) {
  return domain::parse_time(text).value();
}

std::string text(const domain::trading_day& day) {
  return domain::to_string(day.id) + " " + domain::to_string(day.begin) + " "
         + domain::to_string(day.end);
}

const domain::reset_rule& chicago() {
  static const auto rule = reset("17:00", "America/Chicago");
  return rule;
}

struct row {
  const char* instant;
  const char* day;
};

void check(const domain::reset_rule& rule, const row& x) {
  const auto label = std::string{x.instant} + " in ";
  CAF_CHECK_EQUAL(label + text(domain::day_at(rule, at(x.instant))), label + x.day);
}

} // namespace

// R-V-11
CAF_TEST(the boundary is the first instant of the next day) {
  const char* third = "2026-03-03 2026-03-02T23:00:00.000000Z 2026-03-03T23:00:00.000000Z";
  const char* fourth = "2026-03-04 2026-03-03T23:00:00.000000Z 2026-03-04T23:00:00.000000Z";
  check(chicago(), {"2026-03-02T23:00:00Z", third});
  check(chicago(), {"2026-03-03T22:59:59.999999Z", third});
  check(chicago(), {"2026-03-03T23:00:00Z", fourth});
  check(chicago(), {"2026-03-03T23:00:00.000001Z", fourth});
  check(chicago(), {"2026-03-04T06:00:00Z", fourth});
  check(chicago(), {"2026-03-04T22:59:59.999999Z", fourth});
}

// R-T-5: every calendar day, weekends too.
CAF_TEST(weekends have days of their own) {
  check(chicago(), {"2026-03-06T23:00:00Z",
                    "2026-03-07 2026-03-06T23:00:00.000000Z 2026-03-07T23:00:00.000000Z"});
}

// R-T-10, table 7.3
CAF_TEST(the day before summer time begins has 23 hours) {
  const auto day = domain::day_at(chicago(), at("2026-03-08T12:00:00Z"));
  CAF_CHECK_EQUAL(text(day), "2026-03-08 2026-03-07T23:00:00.000000Z 2026-03-08T22:00:00.000000Z");
  CAF_CHECK(day.end - day.begin == 23h);
}

CAF_TEST(the day in which summer time ends has 25 hours) {
  const auto day = domain::day_at(chicago(), at("2026-11-01T12:00:00Z"));
  CAF_CHECK_EQUAL(text(day), "2026-11-01 2026-10-31T22:00:00.000000Z 2026-11-01T23:00:00.000000Z");
  CAF_CHECK(day.end - day.begin == 25h);
}

CAF_TEST(the changes of 2025 shift the boundary by one hour) {
  check(chicago(), {"2025-03-09T21:59:59.999999Z",
                    "2025-03-09 2025-03-08T23:00:00.000000Z 2025-03-09T22:00:00.000000Z"});
  check(chicago(), {"2025-03-09T22:00:00Z",
                    "2025-03-10 2025-03-09T22:00:00.000000Z 2025-03-10T22:00:00.000000Z"});
  check(chicago(), {"2025-11-02T22:59:59.999999Z",
                    "2025-11-02 2025-11-01T22:00:00.000000Z 2025-11-02T23:00:00.000000Z"});
  check(chicago(), {"2025-11-02T23:00:00Z",
                    "2025-11-03 2025-11-02T23:00:00.000000Z 2025-11-03T23:00:00.000000Z"});
}

//
CAF_TEST(a reset inside the spring gap happens right after the gap) {
  const auto rule = reset("02:30", "America/Chicago");
  check(rule, {"2026-03-08T07:59:59.999999Z",
               "2026-03-08 2026-03-07T08:30:00.000000Z 2026-03-08T08:00:00.000000Z"});
  check(rule, {"2026-03-08T08:00:00Z",
               "2026-03-09 2026-03-08T08:00:00.000000Z 2026-03-09T07:30:00.000000Z"});
}

CAF_TEST(an ambiguous reset happens at its first occurrence only) {
  const auto rule = reset("01:30", "America/Chicago");
  check(rule, {"2026-11-01T06:29:59.999999Z",
               "2026-11-01 2026-10-31T06:30:00.000000Z 2026-11-01T06:30:00.000000Z"});
  // Both 01:30 CDT, 01:30 CST an hour later, and all between them are in one day.
  check(rule, {"2026-11-01T06:30:00Z",
               "2026-11-02 2026-11-01T06:30:00.000000Z 2026-11-02T07:30:00.000000Z"});
  check(rule, {"2026-11-01T07:30:00Z",
               "2026-11-02 2026-11-01T06:30:00.000000Z 2026-11-02T07:30:00.000000Z"});
}

// with a reset at midnight the day is named after the date it covers.
CAF_TEST(midnight in New York) {
  const auto rule = reset("00:00", "America/New_York");
  check(rule, {"2026-03-04T04:59:59.999999Z",
               "2026-03-03 2026-03-03T05:00:00.000000Z 2026-03-04T05:00:00.000000Z"});
  check(rule, {"2026-03-04T05:00:00Z",
               "2026-03-04 2026-03-04T05:00:00.000000Z 2026-03-05T05:00:00.000000Z"});
  check(rule, {"2026-03-08T06:00:00Z",
               "2026-03-08 2026-03-08T05:00:00.000000Z 2026-03-09T04:00:00.000000Z"});
  check(rule, {"2026-11-01T06:00:00Z",
               "2026-11-01 2026-11-01T04:00:00.000000Z 2026-11-02T05:00:00.000000Z"});
}

CAF_TEST(midnight in a zone that skips midnight) {
  const auto rule = reset("00:00", "Africa/Cairo");
  // 2026-04-24 begins at 01:00 there.
  check(rule, {"2026-04-23T22:00:00Z",
               "2026-04-24 2026-04-23T22:00:00.000000Z 2026-04-24T21:00:00.000000Z"});
  // 2026-10-29 lasts 25 hours.
  check(rule, {"2026-10-29T21:30:00Z",
               "2026-10-29 2026-10-28T21:00:00.000000Z 2026-10-29T22:00:00.000000Z"});
}

CAF_TEST(the day before ends where the day begins) {
  const auto day = domain::day_at(chicago(), at("2026-03-09T12:00:00Z"));
  const auto before = domain::day_before(chicago(), day);
  CAF_CHECK_EQUAL(text(before),
                  "2026-03-08 2026-03-07T23:00:00.000000Z 2026-03-08T22:00:00.000000Z");
  CAF_CHECK(before.contains(day.begin - 1us));
  CAF_CHECK(!before.contains(day.begin));
}

// R-V-11, R-T-5: whatever the zone and the reset time, days follow each other without gap or
// overlap, every instant lies in the day it is asked for, and names follow each other.
CAF_TEST(days tile time) {
  auto generator = std::mt19937_64{20260303};
  auto pick = [&](std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>{low, high}(generator);
  };
  const auto from = at("2020-01-01T00:00:00Z");
  const auto to = at("2060-01-01T00:00:00Z");
  for (const char* name : {"America/Chicago", "America/New_York", "America/Nuuk", "Asia/Tokyo",
                           "Europe/Berlin", "Asia/Gaza", "Antarctica/Troll", "Pacific/Chatham",
                           "Australia/Lord_Howe", "Europe/Dublin", "Pacific/Kiritimati", "UTC"}) {
    int faults = 0;
    for (int i = 0; i < 400; ++i) {
      const auto rule = domain::reset_rule{std::chrono::seconds{pick(0, 86'399)}, zone(name)};
      const auto instant = domain::time_point{
        domain::duration{pick(from.time_since_epoch().count(), to.time_since_epoch().count())}};
      const auto day = domain::day_at(rule, instant);
      const auto next = domain::day_at(rule, day.end);
      faults += day.contains(instant) ? 0 : 1;
      faults += domain::day_at(rule, day.begin) == day ? 0 : 1;
      faults += domain::day_at(rule, day.end - 1us) == day ? 0 : 1;
      faults += next.begin == day.end ? 0 : 1;
      faults += domain::day_before(rule, next) == day ? 0 : 1;
      faults += std::chrono::sys_days{next.id} - std::chrono::sys_days{day.id} == 1 * 24h ? 0 : 1;
    }
    CAF_CHECK_EQUAL(std::string{name} + " " + std::to_string(faults), std::string{name} + " 0");
  }
}

// The same around the changes themselves, where a random instant seldom falls.
CAF_TEST(days tile time around every change of 2026) {
  for (const char* name : {"America/Chicago", "America/Nuuk", "Antarctica/Troll",
                           "Australia/Lord_Howe", "Asia/Gaza", "Europe/Dublin"}) {
    int faults = 0;
    for (auto time = 0s; time < 24h; time += 30min) {
      const auto rule = domain::reset_rule{time, zone(name)};
      auto day = domain::day_at(rule, at("2026-01-01T00:00:00Z"));
      for (int i = 0; i < 365; ++i) {
        const auto next = domain::day_at(rule, day.end);
        const auto length = next.end - next.begin;
        faults += next.begin == day.end && length >= 22h && length <= 26h ? 0 : 1;
        faults += std::chrono::sys_days{next.id} - std::chrono::sys_days{day.id} == 24h ? 0 : 1;
        day = next;
      }
    }
    CAF_CHECK_EQUAL(std::string{name} + " " + std::to_string(faults), std::string{name} + " 0");
  }
}

// R-V-11 to the letter: where the clocks skip midnight, a reset inside that gap falls on the first
// instant of its date, so that the day it ends is named after the date before, like its
// predecessor.
CAF_TEST(a reset inside a gap at midnight repeats a name) {
  const auto rule = reset("00:30", "Africa/Cairo");
  check(rule, {"2026-04-23T00:00:00Z",
               "2026-04-23 2026-04-22T22:30:00.000000Z 2026-04-23T22:00:00.000000Z"});
  check(rule, {"2026-04-22T00:00:00Z",
               "2026-04-23 2026-04-21T22:30:00.000000Z 2026-04-22T22:30:00.000000Z"});
}

} // namespace system_clock_trading_day
