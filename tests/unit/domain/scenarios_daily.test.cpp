#define CAF_SUITE domain.scenarios_daily

#include "tests/support/scenario.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_scenarios_daily {

using riskd::test::scenario;

namespace {

void check(const std::vector<scenario>& rows) {
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(differences(row), std::string{});
}

} // namespace

// R-A-1, section "Daily P&L"
CAF_TEST(daily results give the listed records) {
  check({
    {"A-11", "beyond the limit", "003", "+0 T #1 -450; +10 T #2 -100",
     "+10 B 003 -550.00/-500.00; +10 L 003 hard flatten 2026-03-03T23:00:00Z"},
    {"A-12", "exactly at the limit", "003", "+0 T #1 -400; +10 T #2 -100.00",
     "+10 B 003 -500.00/-500.00; +10 L 003 hard flatten 2026-03-03T23:00:00Z"},
    {"A-13", "one cent short", "003", "+0 T #1 -400; +10 T #2 -99.99", "-"},
    {"A-15", "same trade id twice", "003 {limit: -150}", "+0 T #1 -100 id7; +1 T #1 -100 id7", "-"},
    {"A-16", "net basis counts fees", "003 {limit: -101}",
     "+0 T #1 null fee0.50; +10 T #1 -100 fee0.25 com0.25",
     "+10 B 003 -101.00/-101.00; +10 L 003 hard flatten 2026-03-03T23:00:00Z"},
    {"A-16b", "gross basis ignores fees", "003 {limit: -101}; pnl_basis: gross",
     "+0 T #1 null fee0.50; +10 T #1 -100 fee0.25 com0.25", "-"},
    {"A-17", "profit target", "013", "+0 T #1 900; +10 T #2 200",
     "+10 B 013 1100.00/1000.00; +10 L 013 hard flatten 2026-03-03T23:00:00Z"},
    {"A-18", "combined, one tick short", "003 {limit: -900}",
     "+0 T #1 -800; +10 P MNQ L2@26000; +11 Q MNQ 25975.25", "-"},
    {"A-19", "combined, exact", "003 {limit: -900}",
     "+0 T #1 -800; +10 P MNQ L2@26000; +11 Q MNQ 25975.00; +12 T #2 -99 n2; +12.1 P MNQ 0",
     "+11 B 003 -900.00/-900.00; +11 L 003 hard flatten 2026-03-03T23:00:00Z; +11 close MNQ [003]"},
    {"A-20", "two positions add up", "003 {limit: -400}",
     "+0 T #1 -200; +5 P MNQ L2@21000; +6 P ES L1@6000; +7 Q MNQ 20975; +8 Q ES 5998",
     "+8 B 003 -400.00/-400.00; +8 L 003 hard flatten 2026-03-03T23:00:00Z; +8 close ES [003]; +8 "
     "close MNQ [003]"},
    {"A-21", "combined profit", "013 {target: 900}",
     "+0 T #1 800; +5 P MNQ L2@26000; +6 Q MNQ 26025",
     "+6 B 013 900.00/900.00; +6 L 013 hard flatten 2026-03-03T23:00:00Z; +6 close MNQ [013]"},
    {"A-22", "already flat", "003", "+0 P MNQ L1@21000; +5 P MNQ 0; +5.01 T #1 -500",
     "+5.01 B 003 -500.00/-500.00; +5.01 L 003 hard flatten 2026-03-03T23:00:00Z"},
    {"A-23", "voided before any breach", "003",
     "+0 T #1 -400 id7; +5 T #1 -400 id7 void; +6 T #2 -150", "+5 A trade_corrected MNQ"},
    {"A-23b", "voided after the lock", "003", "+0 T #1 -600 id7; +5 T #1 -600 id7 void",
     "+0 B 003 -600.00/-500.00; +0 L 003 hard flatten 2026-03-03T23:00:00Z; +5 A trade_corrected "
     "MNQ"},
    {"A-85", "no double count: trade first", "003",
     "+0 P MNQ L2@21000; +1 Q MNQ 20925; +2 T #5 -300 n2; +2.1 P MNQ 0; +2.2 K", "-"},
    {"A-86", "no double count: position first", "013 {target: 900}",
     "+0 T #1 700; +1 P MNQ L2@21000; +2 P ES L1@6000; +3 Q MNQ 20925; +4 Q ES 6005; +5 P MNQ 0; "
     "+5.1 T #2 -300 n2; +6 K",
     "-"},
    {"A-87", "transit times out", "003 {limit: -400}",
     "+0 P MNQ L2@21000; +1 Q MNQ 20925; +2 T #5 -300 n2; +2.5 K; +4 K",
     "+3 B 003 -600.00/-400.00; +3 L 003 hard flatten 2026-03-03T23:00:00Z; +3 close MNQ [003]"},
    {"A-96", "realized breach with open profit", "003",
     "+0 P MNQ L2@21000; +1 Q MNQ 21100; +2 T #1 -500 ES",
     "+2 B 003 -500.00/-500.00; +2 L 003 hard flatten 2026-03-03T23:00:00Z; +2 close MNQ [003]"},
    {"A-97", "carry over the reset", "003", "+0 P MNQ L2@21000; +1 Q MNQ 20876; +28800 Q MNQ 20875",
     "+28800 R 2026-03-04 0.00 n0; +28800 B 003 -500.00/-500.00; +28800 L 003 hard flatten "
     "2026-03-04T23:00:00Z; +28800 close MNQ [003]"},
    {"A-107", "corrected trade", "003", "+0 T #1 -400 id7; +5 T #1 -500 id7",
     "+5 A trade_corrected MNQ; +5 B 003 -500.00/-500.00; +5 L 003 hard flatten "
     "2026-03-03T23:00:00Z"},
    {"A-133", "fees alone reach the limit", "003 {limit: -1, include_unrealized: false}",
     "+0 T #1 null fee0.36 com0.25; +1 T #2 null fee0.36 com0.25",
     "+1 B 003 -1.22/-1.00; +1 L 003 hard flatten 2026-03-03T23:00:00Z"},
  });
}

} // namespace domain_scenarios_daily
