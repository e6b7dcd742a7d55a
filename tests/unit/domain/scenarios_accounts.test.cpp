#define CAF_SUITE domain.scenarios_accounts

#include "tests/support/scenario.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_scenarios_accounts {

using riskd::test::scenario;

namespace {

void check(const std::vector<scenario>& rows) {
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(differences(row), std::string{});
}

} // namespace

// R-A-1, section "Locks"
CAF_TEST(locks give the listed records) {
  check({
    {"A-30", "entry while locked", "003",
     "+0 T #1 -500; +14 P MNQ L1@25897.75; +18 P MNQ 0; +18.1 T #2 1",
     "+0 B 003 -500.00/-500.00; +0 L 003 hard flatten 2026-03-03T23:00:00Z; +14 close MNQ [003]"},
    {"A-31", "order while locked", "003", "+0 T #1 -500; +5 O #11 MNQ buy limit @20900",
     "+0 B 003 -500.00/-500.00; +0 L 003 hard flatten 2026-03-03T23:00:00Z; +5 cancel #11 [003]"},
    {"A-35", "reset releases", "003", "+0 T #1 -500; +28799 K; +28801 P MNQ L1@21000",
     "+0 B 003 -500.00/-500.00; +0 L 003 hard flatten 2026-03-03T23:00:00Z; +28800 R 2026-03-04 "
     "-500.00 n1; +28800 U 003 reset"},
    {"A-41", "unlisted product while locked", "003; 002 {instrument_limits.MNQ: 2}",
     "+0 T #1 -500; +5 P NQ L1@21500",
     "+0 B 003 -500.00/-500.00; +0 L 003 hard flatten 2026-03-03T23:00:00Z; +5 close NQ [003]"},
    {"A-42", "protective stop after flat", "003 {include_unrealized: false}",
     "+0 P MNQ L1@21000; +1 O #11 MNQ sell stop @20950; +2 O #12 MNQ buy limit @20900; +3 T #2 "
     "-500; +3.2 P MNQ 0; +3.3 O #11 MNQ sell stop @20950 st3; +3.4 O #12 MNQ buy limit @20900 st3",
     "+3 B 003 -500.00/-500.00; +3 L 003 hard flatten 2026-03-03T23:00:00Z; +3 cancel #12 [003]; "
     "+3 close MNQ [003]; +3.2 cancel #11 [003]"},
    {"A-92", "oversized exit order under a lock", "003",
     "+0 P MNQ L1@21000; +1 O #11 MNQ sell limit n3 @21100; +2 T #1 -500 ES",
     "+2 B 003 -500.00/-500.00; +2 L 003 hard flatten 2026-03-03T23:00:00Z; +2 cancel #11 [003]; "
     "+2 close MNQ [003]"},
    {"A-98", "timers before an event of the same instant", "003",
     "+0 T #1 -500; +28800 T #2 -100; +28801 P MNQ L1@21000",
     "+0 B 003 -500.00/-500.00; +0 L 003 hard flatten 2026-03-03T23:00:00Z; +28800 R 2026-03-04 "
     "-500.00 n1; +28800 U 003 reset"},
    {"A-135", "one step, two contracts, byte order", "003 {limit: -100}",
     "+0 P NQ L1@21500; +0 P ES L1@6000; +0 P MNQ L1@21500; +1 O #12 NQ buy limit @21000; +1 O #11 "
     "ES sell limit @6100; +2 T #1 -100",
     "+2 B 003 -100.00/-100.00; +2 L 003 hard flatten 2026-03-03T23:00:00Z; +2 cancel #12 [003]; "
     "+2 close NQ [003]; +2 close ES [003]; +2 close MNQ [003]"},
  });
}

// R-A-1, section "Session, calendar, reset"
CAF_TEST(resets give the listed records) {
  check({
    {"A-68", "spring change", "003", "T0 2025-03-09T21:00:00Z; +0 C true; +7200 K",
     "+3600 R 2025-03-10 0.00 n0"},
    {"A-69", "autumn change", "003", "T0 2025-11-02T22:00:00Z; +0 C true; +7200 K",
     "+3600 R 2025-11-03 0.00 n0"},
    {"A-70", "trade after the boundary", "003",
     "+0 T #1 -300; +28805 T #2 -300; +28810 T #3 -300 at28799", "+28800 R 2026-03-04 -300.00 n1"},
    {"A-116", "per-account reset at midnight",
     "003; accounts: [{id: 1, override: {reset: {time: 00:00, timezone: America/New_York}}}]",
     "+0 T #1 -500; +50400 K",
     "+0 B 003 -500.00/-500.00; +0 L 003 hard flatten 2026-03-04T05:00:00Z; +50400 R 2026-03-04 "
     "-500.00 n1; +50400 U 003 reset"},
    {"A-117", "reset inside the spring gap", "003; reset.time: 02:30",
     "T0 2026-03-08T07:00:00Z; +0 C true; +7200 K", "+3600 R 2026-03-09 0.00 n0"},
  });
}

// R-A-1, section "Unrealized, mark, valuation"
CAF_TEST(unusual position events give the listed records) {
  check({
    {"A-90", "bad payloads", "001", "+0 P MNQ L2@0; +1 C true", "+0 A bad_payload"},
    {"A-132", "stale position event of an older instance", "001 {limit: 1}",
     "+0 P MNQ L1@21000 id5 ct0; +1 P MNQ 0 id4 ct-60; +2 P MNQ L2@21000 id5 ct0",
     "+2 B 001 2/1; +2 reduce MNQ 1 [001]"},
  });
}

// R-A-1, section "canTrade, symbols, accounts, connection"
CAF_TEST(connections with strangers give the listed records) {
  check({
    {"A-102", "connection events", "003", "+0 C true; +1 H user down; +2 H user down; +3 H user up",
     "+1 A connection_lost; +3 A connection_restored"},
    {"A-114", "unmonitored account", "001 {limit: 1}; accounts: [{id: 1}]",
     "+0 P MNQ L2@21000 acc2; +1 P MNQ L3@21000 acc2; +2 P MNQ L2@21000 acc1",
     "+0 acc2 A unknown_account; +2 acc1 B 001 2/1; +2 acc1 reduce MNQ 1 [001]"},
  });
}

} // namespace domain_scenarios_accounts
