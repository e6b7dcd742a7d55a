#define CAF_SUITE config.calendar

#include "config/calendar_keys.hpp"
#include "tests/unit/config/loading.hpp"

#include <caf/test/unit_test.hpp>

using namespace riskd;
using namespace std::chrono_literals;
using test::file_with;

namespace {

struct fixture : test::loading {
  config::calendar_settings calendar(const std::string& keys) {
    return good(file_with(R"(, "calendar": {)" + keys + "}")).base.calendar;
  }

  std::string places(const std::string& keys) {
    return error_places(file_with(R"(, "calendar": {)" + keys + "}"));
  }
};

std::string text(const config::holiday_list& list) {
  std::string out = list.is_explicit ? "explicit" : "default";
  for (const auto& date : list.dates)
    out += " " + domain::to_string(date);
  return out;
}

} // namespace

CAF_TEST_FIXTURE_SCOPE(calendar_tests, fixture)

// R-T-11
CAF_TEST(four years have a default list) {
  const auto read = calendar("");
  CAF_REQUIRE_EQUAL(read.holidays.size(), 4u);
  CAF_CHECK_EQUAL(text(read.holidays.at(2024y)),
                  "default 2024-01-01 2024-01-15 2024-02-19 2024-03-29 2024-05-27 2024-06-19 "
                  "2024-07-04 2024-09-02 2024-11-28 2024-12-25");
  CAF_CHECK_EQUAL(text(read.holidays.at(2025y)),
                  "default 2025-01-01 2025-01-20 2025-02-17 2025-04-18 2025-05-26 2025-06-19 "
                  "2025-07-04 2025-09-01 2025-11-27 2025-12-25");
  CAF_CHECK_EQUAL(text(read.holidays.at(2026y)),
                  "default 2026-01-01 2026-01-19 2026-02-16 2026-04-03 2026-05-25 2026-06-19 "
                  "2026-07-03 2026-09-07 2026-11-26 2026-12-25");
  CAF_CHECK_EQUAL(text(read.holidays.at(2027y)),
                  "default 2027-01-01 2027-01-18 2027-02-15 2027-03-26 2027-05-31 2027-06-18 "
                  "2027-07-05 2027-09-06 2027-11-25 2027-12-24");
  CAF_CHECK(read.early_closes.empty());
  CAF_CHECK(!read.exchange);
}

CAF_TEST(a listed year replaces its default list only) {
  const auto read = calendar(R"("holidays": {"2026": ["12-25", "2026-01-01"], "2031": []})");
  CAF_CHECK_EQUAL(read.holidays.size(), 5u);
  CAF_CHECK_EQUAL(text(read.holidays.at(2026y)), "explicit 2026-01-01 2026-12-25");
  CAF_CHECK_EQUAL(text(read.holidays.at(2031y)), "explicit");
  CAF_CHECK(!read.holidays.at(2025y).is_explicit);
}

// R-T-12
CAF_TEST(an exchange replaces the default lists but no explicit one) {
  const auto read = calendar(R"("exchange": "energy", "holidays": {"2026": ["12-25"]})");
  CAF_CHECK_EQUAL(read.exchange.value(), "energy");
  CAF_REQUIRE_EQUAL(read.holidays.size(), 1u);
  CAF_CHECK_EQUAL(text(read.holidays.at(2026y)), "explicit 2026-12-25");
}

CAF_TEST(early closes have a date with a time) {
  const auto read = calendar(R"("early_closes": [{"date": "2025-11-26", "time": "13:00"}])");
  CAF_REQUIRE_EQUAL(read.early_closes.size(), 1u);
  CAF_CHECK((read.early_closes[0] == config::early_close{2025y / 11 / 26, 13h}));
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
  CAF_CHECK_EQUAL(text(read.accounts.at(0).calendar.holidays.at(2026y)), "explicit 2026-01-01");
  CAF_CHECK_EQUAL(text(read.accounts.at(0).calendar.holidays.at(2025y)), "explicit");
  CAF_CHECK_EQUAL(read.accounts.at(1).calendar.holidays.size(), 1u);
  CAF_CHECK(!read.base.calendar.exchange);
}

CAF_TEST(an account may return from an exchange to the default lists) {
  const auto read = good(file_with(R"(, "calendar": {"exchange": "energy"},
    "accounts": [{"id": 1, "override": {"calendar": {"exchange": null}}}])"));
  CAF_CHECK(!read.accounts.at(0).calendar.exchange);
  CAF_CHECK_EQUAL(read.accounts.at(0).calendar.holidays.size(), 4u);
  CAF_CHECK(read.base.calendar.holidays.empty());
}

CAF_TEST_FIXTURE_SCOPE_END()
