#define CAF_SUITE system_clock.posix_zone_rule

#include "adapters/system_clock/posix_zone_rule.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace system_clock_posix_zone_rule {

using namespace riskd;
using adapters::posix_zone_rule;

namespace {

/// The changes in one year as `instant offset-in-seconds`, one per line.
std::string changes_in(const char* notation, int year) {
  const auto rule = posix_zone_rule::parse(notation);
  if (!rule)
    return "unreadable";
  const auto first = std::chrono::sys_days{std::chrono::year{year} / 1 / 1};
  const auto next = std::chrono::sys_days{std::chrono::year{year + 1} / 1 / 1};
  std::string out;
  for (const auto& change : rule->changes_between(domain::time_point{first} - domain::duration{1},
                                                  domain::time_point{next}))
    out += domain::to_string(change.begin) + " " + std::to_string(change.offset.count()) + "\n";
  return out;
}

} // namespace

CAF_TEST(the second Sunday of March begins daylight saving in Chicago) {
  CAF_CHECK_EQUAL(changes_in("CST6CDT,M3.2.0,M11.1.0", 2038),
                  "2038-03-14T08:00:00.000000Z -18000\n"
                  "2038-11-07T07:00:00.000000Z -21600\n");
}

CAF_TEST(a zone with a constant offset has no changes) {
  CAF_CHECK_EQUAL(changes_in("<+0545>-5:45", 2040), "");
}

CAF_TEST(daylight saving may last from autumn to spring) {
  CAF_CHECK_EQUAL(changes_in("<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45", 2040),
                  "2040-03-31T14:00:00.000000Z 45900\n"
                  "2040-09-29T14:00:00.000000Z 49500\n");
}

CAF_TEST(winter time may be the exception) {
  CAF_CHECK_EQUAL(changes_in("IST-1GMT0,M10.5.0,M3.5.0/1", 2038),
                  "2038-03-28T01:00:00.000000Z 3600\n"
                  "2038-10-31T01:00:00.000000Z 0\n");
}

CAF_TEST(a time of day may be negative) {
  CAF_CHECK_EQUAL(changes_in("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2038),
                  "2038-03-28T01:00:00.000000Z -3600\n"
                  "2038-10-31T01:00:00.000000Z -7200\n");
}

CAF_TEST(a time of day may exceed one day) {
  CAF_CHECK_EQUAL(changes_in("EET-2EEST,M3.4.4/50,M10.4.4/50", 2040),
                  "2040-03-24T00:00:00.000000Z 10800\n"
                  "2040-10-26T23:00:00.000000Z 7200\n");
}

CAF_TEST(half an hour of daylight saving) {
  CAF_CHECK_EQUAL(changes_in("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2039),
                  "2039-04-02T15:00:00.000000Z 37800\n"
                  "2039-10-01T15:30:00.000000Z 39600\n");
}

// Day 60 of the form without leap days is the first of March in every year.
CAF_TEST(days counted without leap days) {
  CAF_CHECK_EQUAL(changes_in("AAA0BBB,J60/0,J365/0", 2040), "2040-03-01T00:00:00.000000Z 3600\n"
                                                            "2040-12-30T23:00:00.000000Z 0\n");
  CAF_CHECK_EQUAL(changes_in("AAA0BBB,J59/0,J60/0", 2041), "2041-02-28T00:00:00.000000Z 3600\n"
                                                           "2041-02-28T23:00:00.000000Z 0\n");
}

CAF_TEST(days counted with leap days start at zero) {
  CAF_CHECK_EQUAL(changes_in("AAA0BBB,0/0,60/0", 2040), "2040-01-01T00:00:00.000000Z 3600\n"
                                                        "2040-02-29T23:00:00.000000Z 0\n");
}

CAF_TEST(the interval excludes both of its ends) {
  const auto rule = posix_zone_rule::parse("CST6CDT,M3.2.0,M11.1.0");
  CAF_REQUIRE(rule.has_value());
  const auto spring = *domain::parse_time("2038-03-14T08:00:00Z");
  const auto autumn = *domain::parse_time("2038-11-07T07:00:00Z");
  CAF_CHECK_EQUAL(rule->changes_between(spring, autumn).size(), 0u);
  CAF_CHECK_EQUAL(
    rule->changes_between(spring - domain::duration{1}, autumn + domain::duration{1}).size(), 2u);
}

CAF_TEST(anything else is refused) {
  for (const char* text : {"",
                           "CST",
                           "CS6",
                           "CST6CDT",
                           "CST6CDT,M3.2.0",
                           "CST6CDT,M3.2.0,M11.1.0,",
                           "CST6CDT,M13.2.0,M11.1.0",
                           "CST6CDT,M0.2.0,M11.1.0",
                           "CST6CDT,M3.6.0,M11.1.0",
                           "CST6CDT,M3.0.0,M11.1.0",
                           "CST6CDT,M3.2.7,M11.1.0",
                           "CST6CDT,J0,J1",
                           "CST6CDT,J366,J1",
                           "CST6CDT,366,1",
                           "<+03>",
                           "<+0>-1",
                           "<+03-3",
                           "CST168",
                           "CST6:60",
                           "CST6CDT,M3.2.0/168,M11.1.0",
                           "CST6 "})
    CAF_CHECK_EQUAL(std::string{text} + " " + (posix_zone_rule::parse(text) ? "read" : "refused"),
                    std::string{text} + " refused");
}

} // namespace system_clock_posix_zone_rule
