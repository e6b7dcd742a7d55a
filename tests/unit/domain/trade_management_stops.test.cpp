#define CAF_SUITE domain.own_stops

#include "domain/stop_plan.hpp"
#include "tests/support/scenario.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_own_stops {

using riskd::test::scenario;

namespace {

void check(const std::vector<scenario>& rows) {
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(differences(row), std::string{});
}

constexpr auto rule = "012 {auto_breakeven.enabled: false}";

} // namespace

// R-012-6
CAF_TEST(a missing stop is placed) {
  check({
    {"R-012-6", "long", rule, "+0 P MNQ L2@21500; +1 Q MNQ 21502", "+1 place MNQ 2 @21501 [012]"},
    {"R-012-6", "short", rule, "+0 P MNQ S2@21500; +1 Q MNQ 21498", "+1 place MNQ 2 @21499 [012]"},
    {"R-012-6", "skipped", "012 {auto_breakeven.enabled: false, if_missing: skip}",
     "+0 P MNQ L2@21500; +1 Q MNQ 21502", "-"},
    {"R-012-6", "no level yet", rule, "+0 P MNQ L2@21500; +1 Q MNQ 21501.75", "-"},
    {"R-012-6", "covered in part", rule,
     "+0 P MNQ L3@21500; +0 O #11 MNQ sell stop @21501; +1 Q MNQ 21502",
     "+1 place MNQ 2 @21501 [012]"},
    {"R-012-6", "one short of all", rule,
     "+0 P MNQ L3@21500; +0 O #11 MNQ sell stop n2 @21501; +1 Q MNQ 21502",
     "+1 place MNQ 1 @21501 [012]"},
    {"R-012-6", "covered", rule,
     "+0 P MNQ L2@21500; +0 O #11 MNQ sell stop n2 @21501; "
     "+1 Q MNQ 21502",
     "-"},
    {"R-012-6", "covered by other types at any price", rule,
     "+0 P MNQ L2@21500; +0 O #11 MNQ sell slimit; +0 O #12 MNQ sell trail; +1 Q MNQ 21502", "-"},
    {"R-012-6", "a limit order covers nothing", rule,
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell limit @21510; +1 Q MNQ 21502",
     "+1 place MNQ 1 @21501 [012]"},
    {"R-012-6", "a suspended stop covers nothing", rule,
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21501 st8; +1 Q MNQ 21502",
     "+1 place MNQ 1 @21501 [012]"},
  });
}

// R-012-6
CAF_TEST(a placement is waited for) {
  check({
    {"R-012-6", "a microsecond before five seconds are over", rule,
     "+0 P MNQ L2@21500; +1 Q MNQ 21502; +5.999999 K", "+1 place MNQ 2 @21501 [012]"},
    {"R-012-6", "five seconds", rule, "+0 P MNQ L2@21500; +1 Q MNQ 21502; +6 K",
     "+1 place MNQ 2 @21501 [012]; +6 place MNQ 2 @21501 [012] x2"},
    {"R-012-6", "a stop elsewhere says nothing", rule,
     "+0 P MNQ L2@21500; +0 P ES L1@6000; +1 Q MNQ 21502; +2 O #11 ES sell stop @5990; +3 K",
     "+1 place MNQ 2 @21501 [012]"},
    {"R-012-6", "a stop for a part arrives", rule,
     "+0 P MNQ L2@21500; +1 Q MNQ 21502; +2 O #11 MNQ sell stop @21501",
     "+1 place MNQ 2 @21501 [012]; +2 place MNQ 1 @21501 [012] x2"},
    {"R-012-6", "a new instance waits for nothing", rule,
     "+0 P MNQ L2@21500; +1 Q MNQ 21502; +2 P MNQ 0; +2.1 P MNQ L2@21500; +3 Q MNQ 21502",
     "+1 place MNQ 2 @21501 [012]; +3 place MNQ 2 @21501 [012]"},
  });
}

// R-012-7
CAF_TEST(own stops for more than is held are taken back) {
  constexpr auto off = "012 {auto_breakeven.enabled: false, trailing_stop.enabled: false}";
  constexpr auto own = " tag=riskd:1:20260303:1";
  const auto orders = [&](const std::string& before, const std::string& after) {
    return before + own + after;
  };
  const auto whole = orders("+0 P MNQ L2@21500; +0 O #21 MNQ sell stop n2 @21490",
                            "; +1 O #11 MNQ sell stop n2 @21480");
  const auto part
    = orders("+0 P MNQ L3@21500; +0 O #21 MNQ sell stop n3 @21490", "; +1 P MNQ L1@21500");
  const auto again = part + "; +2 O #21 MNQ sell stop n3 @21490 st6" + own;
  const auto waits = part + "; +9 K";
  const auto shorts
    = orders("+0 P MNQ S2@21500; +0 O #21 MNQ buy stop n2 @21510", "; +1 P MNQ S1@21500");
  const auto exact = orders("+0 P MNQ L2@21500; +0 O #21 MNQ sell stop n2 @21490", "; +1 K");
  const auto newest = orders("+0 P MNQ L3@21500; +0 O #21 MNQ sell stop @21490", "")
                      + orders("; +0 O #22 MNQ sell stop n2 @21490", "; +1 P MNQ L1@21500");
  check({
    {"R-012-7", "exactly as much", off, exact, "-"},
    {"R-012-7", "a stop of the trader takes its place", off, whole, "+1 cancel #21 [012]"},
    {"R-012-7", "a part of it", off, part, "+1 modify #21 1 [012]"},
    {"R-012-7", "a part of it, short", off, shorts, "+1 modify #21 1 [012]"},
    {"R-012-7", "one command until the order is heard of", off, waits, "+1 modify #21 1 [012]"},
    {"R-012-7", "heard of, and still too much", off, again,
     "+1 modify #21 1 [012]; +2 modify #21 1 [012] x2"},
    {"R-012-7", "the newest first", off, newest, "+1 cancel #22 [012]"},
    {"R-012-7", "orders of the trader stay", off,
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop n3 @21490", "-"},
  });
}

// R-Y-10, R-Y-11
CAF_TEST(a cancel for another reason stands beside the surplus) {
  check({
    // Order 22 is larger than the position, so the lock cancels it. That is no surplus command, yet
    // it uses up the whole surplus of three, and order 21 stays.
    {"R-Y-10", "it uses up the surplus", "003 {limit: -100, include_unrealized: false}; 012",
     "+0 P MNQ L4@21500; +1 O #21 MNQ sell stop @21490 tag=riskd:1:20260303:1; "
     "+1 O #22 MNQ sell stop n3 @21490 tag=riskd:1:20260303:2; +2 T #1 -100 ES; "
     "+3 P MNQ L1@21500",
     "+2 B 003 -100.00/-100.00; +2 L 003 hard flatten 2026-03-03T23:00:00Z; +2 close MNQ [003]; "
     "+3 cancel #22 [003]"},
    {"R-Y-11", "an earlier one holds nothing up",
     "007 {tiers: [{loss: -100, cooldown_seconds: 1}]}; 012",
     "+0 P MNQ L3@21500; +1 O #21 MNQ sell stop n3 @21490 tag=riskd:1:20260303:1; "
     "+2 T #1 -100 ES; +2.5 P MNQ L1@21500; +3.5 K",
     "+2 B 007 -100.00/-100.00 #1; +2 L 007 cooldown flatten 2026-03-03T15:00:03Z; "
     "+2 close MNQ [007]; +2.5 cancel #21 [007]; +3 U 007 expired; +3 modify #21 1 [012]"},
  });
}

// R-012-7, R-F-6
CAF_TEST(own orders without a position go whatever the rules are) {
  check({
    {"R-012-7", "with the rule", "012", "+0 O #21 MNQ sell stop @21490 tag=riskd:1:20260303:1",
     "+0 cancel #21 [012]"},
    {"R-012-7", "without it", "001", "+0 O #21 MNQ sell stop @21490 tag=riskd:1:20260303:1",
     "+0 cancel #21 [012]"},
    {"R-012-7", "at flat", "001",
     "+0 P MNQ L1@21500; +0 O #21 MNQ sell stop @21490 tag=riskd:1:20260303:1; +1 P MNQ 0",
     "+1 cancel #21 [012]"},
    {"R-012-7", "a tag that only resembles ours", "001", "+0 O #21 MNQ sell stop @21490 tag=risk:1",
     "-"},
    {"R-F-6", "again after five seconds", "001",
     "+0 O #21 MNQ sell stop @21490 tag=riskd:1:20260303:1; +4.999999 K; +5 K",
     "+0 cancel #21 [012]; +5 cancel #21 [012] x2"},
  });
}

} // namespace domain_own_stops
