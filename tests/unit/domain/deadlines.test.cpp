#define CAF_SUITE domain.deadlines

#include "domain/deadlines.hpp"

#include "domain/contract_check.hpp"
#include "tests/support/scenario.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace domain_deadlines {

using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

void check(const std::vector<scenario>& rows) {
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(differences(row), std::string{});
}

constexpr auto day_end = "28800";

} // namespace

// R-T-5
CAF_TEST(without anything else the end of the day is next) {
  const auto account = account_after("003", "+0 P MNQ L2@21000; +1 Q MNQ 21000");
  CAF_CHECK(next_deadline(account.state, account.settings) == at(day_end));
}

// R-E-19
CAF_TEST(a transit is due one second after its last change) {
  const auto account = account_after("003", "+0 P MNQ L2@21000; +3 T #1 5 n1; +3.5 T #2 5 n1");
  CAF_CHECK(next_deadline(account.state, account.settings) == at("4.5"));
  const auto fired = fire_timers(account.state, at("4.5"), account.settings);
  CAF_CHECK(fired.fired);
  CAF_CHECK(!fired.state.positions->in_transit());
  CAF_CHECK(fired.alerts.empty() && !fired.reset);
  CAF_CHECK(next_deadline(fired.state, account.settings) == at(day_end));
}

CAF_TEST(nothing fires before it is due) {
  const auto account = account_after("003", "+0 P MNQ L2@21000; +3 T #1 5 n1");
  const auto fired = fire_timers(account.state, at("3.999999"), account.settings);
  CAF_CHECK(!fired.fired);
  CAF_CHECK(fired.state == account.state);
}

CAF_TEST(passing over a timer is a violation) {
  const auto account = account_after("003", "+0 P MNQ L2@21000; +3 T #1 5 n1");
  bool thrown = false;
  try {
    static_cast<void>(fire_timers(account.state, at("4.000001"), account.settings));
  } catch (const contract_violation&) {
    thrown = true;
  }
  CAF_CHECK(thrown);
}

// R-E-21
CAF_TEST(a quote that grows old is told once) {
  check({
    {"R-E-21", "from the opening on without any quote", "003; stale 5",
     "+0 P MNQ L2@21000; +4.999999 K", "-"},
    {"R-Y-28", "no quote at all", "003; stale 5", "+0 P MNQ L2@21000; +60 K",
     "+5 A quote_stale MNQ"},
    {"R-E-21", "from the quote on", "003; stale 5", "+0 P MNQ L2@21000; +3 Q MNQ 21000; +60 K",
     "+8 A quote_stale MNQ"},
    {"R-E-21", "an older quote counts from the opening on", "003; stale 5",
     "+0 Q MNQ 21000; +3 P MNQ L2@21000; +60 K", "+8 A quote_stale MNQ"},
    {"R-E-21", "again after the next quote", "003; stale 5",
     "+0 P MNQ L2@21000; +10 Q MNQ 21000; +12 Q MNQ b20999; +60 K",
     "+5 A quote_stale MNQ; +17 A quote_stale MNQ"},
    {"R-E-21", "the end of the instance ends it", "003; stale 5",
     "+0 P MNQ L2@21000; +4 P MNQ 0; +60 K", "-"},
    {"R-E-21", "an increase is no beginning", "003; stale 5",
     "+0 P MNQ L2@21000; +4 P MNQ L3@21000; +60 K", "+5 A quote_stale MNQ"},
    {"R-E-21", "a flip is", "003; stale 5", "+0 P MNQ L2@21000; +4 P MNQ S3@21000; +60 K",
     "+9 A quote_stale MNQ"},
    {"R-E-21", "a new instance after the alert", "003; stale 5",
     "+0 P MNQ L2@21000; +6 P MNQ S3@21000; +60 K", "+5 A quote_stale MNQ; +11 A quote_stale MNQ"},
    {"R-E-21", "only a dropped quote since", "003; stale 5",
     "+0 P MNQ L2@21000; +6 Q ES 6000; +60 K", "+5 A quote_stale MNQ"},
    {"R-T-1", "contracts in byte order", "003; stale 5",
     "+0 P NQ L1@21000; +0 P MNQ L2@21000; +0 P ES L1@6000; +60 K",
     "+5 A quote_stale NQ; +5 A quote_stale ES; +5 A quote_stale MNQ"},
  });
}

// R-T-3
CAF_TEST(a restart looks for quotes from then on) {
  check({
    {"R-T-3", "no timer lies in the past", "003; stale 5",
     "+0 P MNQ L2@21000; +3 Q MNQ 21000; +60 X; +64.999999 K", "+8 A quote_stale MNQ"},
    {"R-E-21", "the silence is told anew", "003; stale 5",
     "+0 P MNQ L2@21000; +3 Q MNQ 21000; +60 X; +70 K",
     "+8 A quote_stale MNQ; +65 A quote_stale MNQ"},
    {"R-E-21", "a quote after the restart", "003; stale 5",
     "+0 P MNQ L2@21000; +3 Q MNQ 21000; +6 X; +7 Q MNQ 21000; +11.999999 K", "-"},
  });
}

CAF_TEST(only rules that read marks watch for old quotes) {
  check({
    {"R-E-21", "never stale", "003", "+0 P MNQ L2@21000; +60 K", "-"},
    {"R-E-21", "no rule reads marks", "001; stale 5", "+0 P MNQ L2@21000; +60 K", "-"},
    {"R-E-21", "realized only", "003 {include_unrealized: false}; stale 5",
     "+0 P MNQ L2@21000; +60 K", "-"},
    {"R-E-21", "profit rule", "013; stale 5", "+0 P MNQ L2@21000; +60 K", "+5 A quote_stale MNQ"},
    {"R-E-21", "realized profit only", "013 {include_unrealized: false}; stale 5",
     "+0 P MNQ L2@21000; +60 K", "-"},
    {"R-E-21", "one of two", "003 {include_unrealized: false}; 013; stale 5",
     "+0 P MNQ L2@21000; +60 K", "+5 A quote_stale MNQ"},
  });
}

CAF_TEST(timers of one instant fire in order) {
  check({
    {"R-T-1", "reset, end of the lock, stale quote", "003; stale 5",
     "+0 T #1 -500; +28795 P MNQ L1@21000; +28800 K",
     "+0 B 003 -500.00/-500.00; +0 L 003 hard flatten 2026-03-03T23:00:00Z; "
     "+28795 close MNQ [003]; +28800 R 2026-03-04 -500.00 n1; +28800 U 003 reset; "
     "+28800 A quote_stale MNQ"},
    {"R-T-2", "account by account", "003", "+0 T #1 -500 acc2; +0 C true acc1; +28800 K",
     "+0 acc2 B 003 -500.00/-500.00; +0 acc2 L 003 hard flatten 2026-03-03T23:00:00Z; "
     "+28800 acc1 R 2026-03-04 0.00 n0; +28800 acc2 R 2026-03-04 -500.00 n1; "
     "+28800 acc2 U 003 reset"},
    {"R-T-2", "instant by instant", "003; stale 5",
     "+0 P MNQ L1@21000 acc2; +1 P MNQ L1@21000 acc1; +9 P ES L1@6000 acc1",
     "+5 acc2 A quote_stale MNQ; +6 acc1 A quote_stale MNQ"},
    {"R-T-4", "before the event of the same instant", "003 {limit: -400}",
     "+0 P MNQ L2@21000; +1 Q MNQ 20925; +2 T #5 -300 n2; +3 P MNQ 0",
     "+3 B 003 -600.00/-400.00; +3 L 003 hard flatten 2026-03-03T23:00:00Z; +3 close MNQ [003]"},
    {"R-J-7", "nothing after the last line", "003; stale 5", "+0 P MNQ L2@21000; +4 K", "-"},
  });
}

// R-T-6, R-J-17
CAF_TEST(a reset closes the books of the day before) {
  check({
    {"R-T-6", "net", "003", "+0 T #1 -10 fee1 com0.5; +1 T #2 null; +28800 K",
     "+28800 R 2026-03-04 -11.50 n2"},
    {"R-T-6", "gross", "003; pnl_basis: gross", "+0 T #1 -10 fee1 com0.5; +1 T #2 null; +28800 K",
     "+28800 R 2026-03-04 -10.00 n2"},
    {"R-T-6", "voided trades do not count", "003", "+0 T #1 -10; +1 T #2 -20 void; +28800 K",
     "+28800 R 2026-03-04 -10.00 n1"},
    {"R-T-5", "every calendar day", "003", "T0 2026-03-06T20:00:00Z; +0 C true; +190800 K",
     "+10800 R 2026-03-07 0.00 n0; +97200 R 2026-03-08 0.00 n0; +180000 R 2026-03-09 0.00 n0"},
    {"R-J-5", "no reset for the time before the account", "003",
     "T0 2026-03-03T23:00:00Z; +0 C true; +86399 K", "-"},
    {"R-J-5", "born a microsecond before the boundary", "003",
     "T0 2026-03-03T22:59:59.999999Z; +0 C true; +1 K", "+0.000001 R 2026-03-04 0.00 n0"},
  });
}

// R-T-8
CAF_TEST(a missed reset is made up for once) {
  const auto account = account_after("003", "+0 T #1 -30");
  const auto early = catch_up_reset(account.state, at("28799.999999"), account.settings);
  CAF_CHECK(!early.fired && !early.reset);
  CAF_CHECK(early.state == account.state);
  const auto late = catch_up_reset(account.state, at("28800"), account.settings);
  CAF_REQUIRE(late.reset.has_value());
  CAF_CHECK(late.fired);
  CAF_CHECK_EQUAL(to_string(late.reset->day), "2026-03-04");
  CAF_CHECK_EQUAL(to_string(late.reset->previous_day), "2026-03-03");
  CAF_CHECK_EQUAL(to_string(late.reset->realized), "-30.00");
  CAF_CHECK(late.reset->boundary == at(day_end));
  CAF_CHECK(!catch_up_reset(late.state, at("28800"), account.settings).fired);
}

CAF_TEST(of several missed resets only the latest counts) {
  const auto account = account_after("003", "+0 T #1 -30");
  const auto late = catch_up_reset(account.state, at("28800") + 48h, account.settings);
  CAF_REQUIRE(late.reset.has_value());
  CAF_CHECK_EQUAL(to_string(late.reset->day), "2026-03-06");
  CAF_CHECK_EQUAL(to_string(late.reset->previous_day), "2026-03-05");
  CAF_CHECK_EQUAL(to_string(late.reset->realized), "0.00");
  CAF_CHECK(late.state.day.contains(at("28800") + 48h));
}

} // namespace domain_deadlines
