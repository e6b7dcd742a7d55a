#define CAF_SUITE domain.time

#include "domain/time.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace domain_time {

using namespace riskd::domain;
using namespace std::chrono_literals;

namespace {

struct row {
  const char* text;
  const char* utc;
};

void check(const row& x) {
  const auto read = parse_time(x.text);
  const auto label = std::string{x.text} + " = ";
  CAF_CHECK_EQUAL(label + (read ? to_string(*read) : "refused"), label + x.utc);
}

std::string clock(const char* text) {
  const auto read = parse_time_of_day(text);
  return std::string{text} + " " + (read ? std::to_string(read->count()) : "refused");
}

std::string date(const char* text) {
  const auto read = parse_date(text);
  return std::string{text} + " " + (read ? to_string(*read) : "refused");
}

} // namespace

// R-V-10
CAF_TEST(offsets are applied) {
  check({"2026-03-03T23:00:00Z", "2026-03-03T23:00:00.000000Z"});
  check({"2026-03-03T17:00:00-06:00", "2026-03-03T23:00:00.000000Z"});
  check({"2026-03-04T04:45:00+05:45", "2026-03-03T23:00:00.000000Z"});
  check({"2026-03-03T23:00:00+00:00", "2026-03-03T23:00:00.000000Z"});
  check({"2026-03-03T23:00:00-00:00", "2026-03-03T23:00:00.000000Z"});
  check({"2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00.000000Z"});
  check({"2024-02-28T23:59:59-23:59", "2024-02-29T23:58:59.000000Z"});
}

CAF_TEST(fraction digits beyond the sixth are cut off) {
  check({"2026-11-19T20:51:31.4347534+00:00", "2026-11-19T20:51:31.434753Z"});
  check({"2026-11-19T20:51:31.999999999Z", "2026-11-19T20:51:31.999999Z"});
  check({"2026-11-19T20:51:31.0000009Z", "2026-11-19T20:51:31.000000Z"});
  check({"2026-11-19T20:51:31.1Z", "2026-11-19T20:51:31.100000Z"});
  check({"2026-11-19T20:51:31.000001Z", "2026-11-19T20:51:31.000001Z"});
  check({"1969-12-31T23:59:59.9999999Z", "1969-12-31T23:59:59.999999Z"});
}

// R-Y-23
CAF_TEST(a dot without digits is zero fraction digits) {
  check({"2026-11-19T20:51:31.Z", "2026-11-19T20:51:31.000000Z"});
  check({"2026-11-19T20:51:31.+01:00", "2026-11-19T19:51:31.000000Z"});
}

CAF_TEST(every other form is refused) {
  for (const char* text : {"",
                           "2026-03-03",
                           "2026-03-03T23:00Z",
                           "2026-03-03T23:00:00",
                           "2026-03-03 23:00:00Z",
                           "2026-03-03t23:00:00Z",
                           "2026-03-03T23:00:00z",
                           "2026-03-03T23:00:00+0100",
                           "2026-03-03T23:00:00+01",
                           "2026-03-03T23:00:00+24:00",
                           "2026-03-03T23:00:00+01:60",
                           "2026-03-03T23:00:00 Z",
                           "2026-03-03T23:00:00ZZ",
                           "2026-03-03T23:00:00Z ",
                           " 2026-03-03T23:00:00Z",
                           "2026-03-03T24:00:00Z",
                           "2026-03-03T23:60:00Z",
                           "2026-03-03T23:59:60Z",
                           "2026-02-29T00:00:00Z",
                           "2100-02-29T00:00:00Z",
                           "2026-13-01T00:00:00Z",
                           "2026-00-01T00:00:00Z",
                           "2026-01-00T00:00:00Z",
                           "2026-01-32T00:00:00Z",
                           "2026-3-3T23:00:00Z",
                           "26-03-03T23:00:00Z",
                           "12026-03-03T23:00:00Z",
                           "+2026-03-03T23:00:00Z",
                           "2026-03-03T23:00:00.1234567890Z",
                           "2026-03-03T23:00:00,5Z",
                           "2026-03-03T23:00:00.-1Z",
                           "2026-03-03T-1:00:00Z",
                           "2026-03-03T23:00:00.5",
                           "1772578800"})
    check({text, "refused"});
}

CAF_TEST(leap days exist where the calendar has them) {
  check({"2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000000Z"});
  check({"2000-02-29T00:00:00Z", "2000-02-29T00:00:00.000000Z"});
}

CAF_TEST(what is written reads back as itself) {
  const auto start = *parse_time("1969-07-20T20:17:40Z");
  int differences = 0;
  // The step is no multiple of any unit.
  for (auto t = start; t < start + 24h * 365 * 60; t += 7'654'321'098'765us)
    differences += parse_time(to_string(t)) == t ? 0 : 1;
  CAF_CHECK_EQUAL(differences, 0);
}

CAF_TEST(times of day have seconds if wanted) {
  CAF_CHECK_EQUAL(clock("00:00"), "00:00 0");
  CAF_CHECK_EQUAL(clock("17:00"), "17:00 61200");
  CAF_CHECK_EQUAL(clock("23:59:59"), "23:59:59 86399");
  for (const char* text :
       {"", "24:00", "23:60", "23:59:60", "7:00", "07:0", "0700", "07:00 ", " 07:00",
        "07:00:", "07:00:0", "07:00:000", "07:00Z", "-07:00", "07-00", "07:00:00.5", "7 PM"})
    CAF_CHECK_EQUAL(clock(text), std::string{text} + " refused");
}

CAF_TEST(dates name days that exist) {
  CAF_CHECK_EQUAL(date("2026-03-03"), "2026-03-03 2026-03-03");
  CAF_CHECK_EQUAL(date("2024-02-29"), "2024-02-29 2024-02-29");
  CAF_CHECK_EQUAL(date("0001-01-01"), "0001-01-01 0001-01-01");
  for (const char* text :
       {"", "2026-02-29", "2026-04-31", "2026-13-01", "2026-3-3", "20260303", "03-03-2026",
        "2026-03-03T", "2026-03-03 ", " 2026-03-03", "2026/03/03", "2026-03", "-2026-03-03"})
    CAF_CHECK_EQUAL(date(text), std::string{text} + " refused");
}

} // namespace domain_time
