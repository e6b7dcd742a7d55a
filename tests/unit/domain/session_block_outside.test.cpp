#define CAF_SUITE domain.rule_009

#include "domain/rules/session_block_outside.hpp"

#include "tests/support/scenario.hpp"

#include <caf/test/unit_test.hpp>

#include <chrono>
#include <string>

namespace domain_rule_009 {

using riskd::test::scenario;

namespace {

void check(const std::vector<scenario>& rows) {
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(differences(row), std::string{});
}

/// Mondays are the only session days, and all until 2027-04-12, 405 days after T0, are holidays.
std::string distant_opening() {
  using namespace std::chrono;
  std::string lists[2];
  for (auto day = sys_days{2026y / March / 9}; day < sys_days{2027y / April / 12}; day += days{7}) {
    auto& list = lists[year_month_day{day}.year() == 2026y ? 0 : 1];
    list += (list.empty() ? "" : ", ") + riskd::domain::to_string(year_month_day{day});
  }
  return "009 {windows: [{days: [mon], start: 08:30, end: 15:00}]}; calendar.holidays: {2026: ["
         + lists[0] + "], 2027: [" + lists[1] + "]}";
}

/// The records of a run except those of the daily reset.
std::string records_without_resets(const std::string& configuration, std::string_view input) {
  std::string text;
  for (const auto& record : riskd::test::records_of(configuration, input))
    if (record.find(" R ") == std::string::npos)
      text += (text.empty() ? "" : "; ") + record;
  return text;
}

} // namespace

// R-009-3, R-009-4
CAF_TEST(the close itself lies outside) {
  constexpr auto rule = "009 {warn_before_end_seconds: 0}";
  constexpr auto lock = "+21600 L 009 session flatten 2026-03-04T14:30:00Z";
  check({
    {"R-009-3", "a microsecond before the close", rule, "+0 P MNQ L1@21000; +21599.999999 K", "-"},
    {"R-009-4", "at the close, long", rule, "+0 P MNQ L1@21000; +21600 K",
     "+21600 B 009 outside/inside; +21600 L 009 session flatten 2026-03-04T14:30:00Z; "
     "+21600 close MNQ [009]"},
    {"R-009-4", "at the close, short", rule, "+0 P MNQ S1@21000; +21600 K",
     "+21600 B 009 outside/inside; +21600 L 009 session flatten 2026-03-04T14:30:00Z; "
     "+21600 close MNQ [009]"},
    {"R-009-4", "an order is enough for a breach", rule, "+0 O #11 MNQ buy limit @20900; +21600 K",
     "+21600 B 009 outside/inside; +21600 L 009 session flatten 2026-03-04T14:30:00Z; "
     "+21600 cancel #11 [009]"},
    {"R-009-4", "flat: a lock without a breach", rule, "+0 C true; +21600 K", lock},
    {"R-009-3", "a microsecond before the opening", rule,
     "T0 2026-03-03T14:29:59.999999Z; +0 C true", "+0 L 009 session flatten 2026-03-03T14:30:00Z"},
    {"R-009-3", "at the opening", rule, "T0 2026-03-03T14:30:00Z; +0 P MNQ L1@21000", "-"},
    {"R-009-4", "seen first outside", rule, "T0 2026-03-03T14:00:00Z; +0 P MNQ L1@21000",
     "+0 B 009 outside/inside; +0 L 009 session flatten 2026-03-03T14:30:00Z; +0 close MNQ [009]"},
    {"R-T-1", "also while another lock is in force", "003; 009 {warn_before_end_seconds: 0}",
     "+0 P MNQ L1@21000; +21598 T #1 -500 ES; +21600 K",
     "+21598 B 003 -500.00/-500.00; +21598 L 003 hard flatten 2026-03-03T23:00:00Z; "
     "+21598 close MNQ [003]; +21600 B 009 outside/inside; "
     "+21600 L 009 session flatten 2026-03-04T14:30:00Z"},
  });
}

// R-009-5
CAF_TEST(the lock ends at the opening) {
  constexpr auto rule = "009 {warn_before_end_seconds: 0}";
  check({
    {"R-009-5", "what opens meanwhile is closed without a new breach", rule,
     "T0 2026-03-03T14:00:00Z; +0 C true; +60 P MNQ L1@21000; +61 P MNQ 0; "
     "+70 O #11 MNQ buy limit @20900; +71 O #11 MNQ buy limit @20900 st3; +1799.999999 K; +1800 K; "
     "+1801 P MNQ L1@21000",
     "+0 L 009 session flatten 2026-03-03T14:30:00Z; +60 close MNQ [009]; "
     "+70 cancel #11 [009]; +1800 U 009 session_start"},
    {"R-T-6", "the reset leaves it alone", rule,
     "+0 C true; +21600 K; +28800 K; +28801 P MNQ L1@21000",
     "+21600 L 009 session flatten 2026-03-04T14:30:00Z; +28800 R 2026-03-04 0.00 n0; "
     "+28801 close MNQ [009]"},
    {"R-L-13", "a restart keeps it", rule,
     "T0 2026-03-03T14:00:00Z; +0 C true; +10 X; +60 P MNQ L1@21000; +1800 K",
     "+0 L 009 session flatten 2026-03-03T14:30:00Z; +60 close MNQ [009]; "
     "+1800 U 009 session_start"},
  });
}

// R-009-4, R-Y-18: the opening comes within 400 days on the sixth day, and on the last it is there.
CAF_TEST(a lock without an end is given none later) {
  CAF_CHECK_EQUAL(records_without_resets(distant_opening(), "+0 C true; +864000 K; +34986600 K; "
                                                            "+34986601 P MNQ L1@21000"),
                  "+0 L 009 session flatten -; +34986601 close MNQ [009]");
}

// R-009-1
CAF_TEST(windows are local to their zone as well as named after their opening day) {
  constexpr auto eve
    = "009 {windows: [{days: [sun, mon, tue, wed, thu], start: 17:00, end: 16:00}], "
      "warn_before_end_seconds: 0}";
  check({
    {"R-009-1", "another zone", "009 {timezone: America/New_York, warn_before_end_seconds: 0}",
     "+0 C true; +17999.999999 K; +18000 K", "+18000 L 009 session flatten 2026-03-04T13:30:00Z"},
    {"R-009-1", "Sunday evening", eve, "T0 2026-03-08T22:00:00Z; +0 P MNQ L1@21000", "-"},
    {"R-009-1", "just before Sunday evening", eve, "T0 2026-03-08T21:59:59Z; +0 C true",
     "+0 L 009 session flatten 2026-03-08T22:00:00Z"},
    {"R-009-1", "Friday evening does not open", eve, "T0 2026-03-06T23:30:00Z; +0 C true",
     "+0 L 009 session flatten 2026-03-08T22:00:00Z"},
    {"R-009-1", "the window of Thursday ends on Friday", eve,
     "T0 2026-03-06T21:59:59Z; +0 C true; +1 K", "+1 L 009 session flatten 2026-03-08T22:00:00Z"},
    {"R-009-1", "an end equal to the start lies a day later",
     "009 {windows: [{days: [mon], start: 09:00, end: 09:00}], warn_before_end_seconds: 0}",
     "T0 2026-03-03T14:59:59Z; +0 C true; +1 K", "+1 L 009 session flatten 2026-03-09T14:00:00Z"},
    {"R-009-1", "seconds count",
     "009 {windows: [{days: [tue], start: 08:30:05, end: 09:00:07}], warn_before_end_seconds: 0}",
     "+0 C true; +6.999999 K; +7 K", "+7 L 009 session flatten 2026-03-10T13:30:05Z"},
    {"R-009-3", "adjacent windows leave no gap",
     "009 {windows: [{days: [tue], start: 08:30, end: 10:00}, "
     "{days: [tue], start: 10:00, end: 11:00}], warn_before_end_seconds: 0}",
     "+0 P MNQ L1@21000; +3600 K; +7199.999999 K", "-"},
    {"R-009-3", "a gap of a second is one",
     "009 {windows: [{days: [tue], start: 08:30, end: 10:00}, "
     "{days: [tue], start: 10:00:01, end: 11:00}], warn_before_end_seconds: 0}",
     "+0 C true; +3600 K; +3601 K",
     "+3600 L 009 session flatten 2026-03-03T16:00:01Z; +3601 U 009 session_start"},
  });
}

// R-009-2
CAF_TEST(holidays remove windows while early closes cut them) {
  constexpr auto off = "009 {respect_holidays: false, warn_before_end_seconds: 0}";
  const auto early = [](const std::string& time) {
    return "009 {warn_before_end_seconds: 0}; calendar.early_closes: [{date: 2026-03-03, time: "
           + time + "}]";
  };
  const auto noon = early("12:00");
  const auto later = early("16:00");
  const auto opening = early("08:30");
  constexpr auto eve = "009 {windows: [{days: [sun, mon], start: 17:00, end: 16:00}], "
                       "warn_before_end_seconds: 0}; calendar.holidays: {2026: [2026-03-09]}";
  check({
    {"R-009-2", "a holiday", "009", "T0 2025-12-25T16:00:00Z; +0 C true",
     "+0 L 009 session flatten 2025-12-26T14:30:00Z"},
    {"R-009-2", "holidays are not respected", off, "T0 2025-12-25T16:00:00Z; +0 P MNQ L1@21000",
     "-"},
    {"R-009-2", "an early close", noon, "+0 C true; +10799.999999 K; +10800 K",
     "+10800 L 009 session flatten 2026-03-04T14:30:00Z"},
    {"R-009-2", "an early close after the usual one", later, "+0 C true; +21599 K; +21600 K",
     "+21600 L 009 session flatten 2026-03-04T14:30:00Z"},
    {"R-009-2", "nothing is left of the day", opening, "T0 2026-03-03T14:30:00Z; +0 C true",
     "+0 L 009 session flatten 2026-03-04T14:30:00Z"},
    {"R-009-2", "a holiday takes the evening before with it", eve,
     "T0 2026-03-08T22:30:00Z; +0 C true", "+0 L 009 session flatten 2026-03-09T22:00:00Z"},
  });
}

// R-009-6
CAF_TEST(the end is announced to those who hold something) {
  check({
    {"R-009-6", "a minute before", "009", "+0 P MNQ L1@21000; +21539.999999 K; +21540 K",
     "+21540 A session_end_warning"},
    {"R-009-6", "an order is enough", "009", "+0 O #11 MNQ buy limit @20900; +21540 K",
     "+21540 A session_end_warning"},
    {"R-009-6", "flat", "009", "+0 C true; +21540 K", "-"},
    {"R-009-6", "earlier", "009 {warn_before_end_seconds: 300}",
     "+0 P MNQ L1@21000; +21299.999999 K; +21300 K; +21540 K", "+21300 A session_end_warning"},
    {"R-009-6", "never", "009 {warn_before_end_seconds: 0}", "+0 P MNQ L1@21000; +21599 K", "-"},
    {"R-T-3", "an account that came too late is not told", "009",
     "T0 2026-03-03T20:59:00Z; +0 P MNQ L1@21000; +1 K", "-"},
  });
}

// R-009-7
CAF_TEST(a year without holidays is told once) {
  check({
    {"R-009-7", "once", "009", "T0 2031-03-04T16:00:00Z; +0 C true; +1 C true; +2 K",
     "+0 A calendar_missing"},
    {"R-Y-9", "before the breach", "009", "T0 2031-03-04T14:00:00Z; +0 P MNQ L1@21000",
     "+0 A calendar_missing; +0 B 009 outside/inside; "
     "+0 L 009 session flatten 2031-03-04T14:30:00Z; +0 close MNQ [009]"},
    {"R-009-7", "not where holidays are not respected", "009 {respect_holidays: false}",
     "T0 2031-03-04T16:00:00Z; +0 C true", "-"},
    {"R-009-7", "no holidays in such a year", "009", "T0 2031-12-25T16:00:00Z; +0 P MNQ L1@21000",
     "+0 A calendar_missing"},
    {"R-009-7", "a year that is known", "009", "+0 C true", "-"},
  });
}

} // namespace domain_rule_009
