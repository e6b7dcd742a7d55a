#define CAF_SUITE domain.rule_007

#include "domain/rules/cooldown_after_loss.hpp"

#include "tests/support/scenario.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_rule_007 {

using riskd::test::scenario;

namespace {

void check(const std::vector<scenario>& rows) {
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(differences(row), std::string{});
}

} // namespace

// R-007-2, R-007-3
CAF_TEST(a closing order that reaches a tier pauses trading) {
  check({
    {"R-007-2", "a cent short", "007", "+0 T #1 -99.99", "-"},
    {"R-007-2", "the smallest amount short", "007", "+0 T #1 -99.9999", "-"},
    {"R-007-2", "at the first tier", "007", "+0 T #1 -100",
     "+0 B 007 -100.00/-100.00 #1; +0 L 007 cooldown flatten 2026-03-03T15:05:00Z"},
    {"R-007-2", "a cent short of the second", "007", "+0 T #1 -199.99",
     "+0 B 007 -199.99/-100.00 #1; +0 L 007 cooldown flatten 2026-03-03T15:05:00Z"},
    {"R-007-2", "at the second", "007", "+0 T #1 -200",
     "+0 B 007 -200.00/-200.00 #1; +0 L 007 cooldown flatten 2026-03-03T15:15:00Z"},
    {"R-007-2", "a cent short of the third", "007", "+0 T #1 -299.99",
     "+0 B 007 -299.99/-200.00 #1; +0 L 007 cooldown flatten 2026-03-03T15:15:00Z"},
    {"R-007-2", "at the third", "007", "+0 T #1 -300",
     "+0 B 007 -300.00/-300.00 #1; +0 L 007 cooldown flatten 2026-03-03T15:30:00Z"},
    {"R-007-2", "far beyond", "007", "+0 T #1 -5000",
     "+0 B 007 -5000.00/-300.00 #1; +0 L 007 cooldown flatten 2026-03-03T15:30:00Z"},
    {"R-007-2", "a profit as large", "007", "+0 T #1 300; +1 T #2 0; +2 T #3 null", "-"},
    {"R-007-2", "other tiers",
     "007 {tiers: [{loss: -50, cooldown_seconds: 60}, {loss: -50.01, cooldown_seconds: 120}]}",
     "+0 T #1 -49.99; +1 T #2 -50; +2 T #3 -50.01",
     "+1 B 007 -50.00/-50.00 #2; +1 L 007 cooldown flatten 2026-03-03T15:01:01Z; "
     "+2 B 007 -50.01/-50.01 #3; +2 L 007 cooldown flatten 2026-03-03T15:02:02Z ext"},
  });
}

// R-007-1
CAF_TEST(the result of an order is that of its closing fills) {
  constexpr auto first = "+1 B 007 -100.00/-100.00 #1; +1 L 007 cooldown flatten "
                         "2026-03-03T15:05:01Z";
  check({
    {"R-007-1", "fills of one order add up", "007", "+0 T #1 -60; +1 T #1 -40", first},
    {"R-007-1", "a profit in it counts against", "007", "+0 T #1 -120 n1 id7 at0 fee0 com0",
     "+0 B 007 -120.00/-100.00 #1; +0 L 007 cooldown flatten 2026-03-03T15:05:00Z"},
    {"R-007-1", "a winning part first", "007", "+0 T #1 20; +1 T #1 -119.99", "-"},
    {"R-007-1", "orders do not add up", "007", "+0 T #1 -60; +1 T #2 -60", "-"},
    {"R-007-1", "fills without an order do not add up", "007", "+0 T #- -60; +1 T #- -60", "-"},
    {"R-007-1", "a fill without an order by itself", "007", "+0 T #- -100",
     "+0 B 007 -100.00/-100.00; +0 L 007 cooldown flatten 2026-03-03T15:05:00Z"},
    {"R-007-1", "fees of the closing fill", "007", "+1 T #1 -99.5 fee0.25 com0.25", first},
    {"R-007-1", "fees of an opening fill do not count", "007",
     "+0 T #1 null fee5 com5; +1 T #1 -99.99", "-"},
    {"R-007-1", "gross", "007; pnl_basis: gross",
     "+0 T #1 -99.99 fee0.25 com0.25; +1 T #2 -100 fee5",
     "+1 B 007 -100.00/-100.00 #2; +1 L 007 cooldown flatten 2026-03-03T15:05:01Z"},
    {"R-007-1", "only the trading day counts", "007", "+28799 T #1 -60; +28801 T #1 -60",
     "+28800 R 2026-03-04 -60.00 n1"},
    {"R-007-1", "a late fill of the old day is nothing", "007",
     "+0 C true; +28801 T #1 -300 at28799.999999", "+28800 R 2026-03-04 0.00 n0"},
    {"R-Y-16", "a fill dated ahead counts in the step of the reset", "007",
     "+0 C true; +28790 T #1 -100 at28800; +28800 K",
     "+28800 R 2026-03-04 0.00 n0; +28800 B 007 -100.00/-100.00 #1; "
     "+28800 L 007 cooldown flatten 2026-03-03T23:05:00Z"},
  });
}

// R-007-2
CAF_TEST(each tier of an order is recorded once) {
  constexpr auto first = "+0 B 007 -100.00/-100.00 #1; +0 L 007 cooldown flatten "
                         "2026-03-03T15:05:00Z";
  const auto with = [&](const std::string& more) {
    return std::string{first} + more;
  };
  const auto corrected = with("; +1 A trade_corrected MNQ");
  const auto worse = with("; +1 A trade_corrected MNQ; +1 B 007 -200.00/-200.00 #1; "
                          "+1 L 007 cooldown flatten 2026-03-03T15:15:01Z ext");
  const auto third = with("; +2 B 007 -300.00/-300.00 #1; "
                          "+2 L 007 cooldown flatten 2026-03-03T15:30:02Z ext");
  check({
    {"R-007-2", "worse within the tier", "007", "+0 T #1 -100; +1 T #1 -99.99", first},
    {"R-007-2", "better, then the same tier again", "007", "+0 T #1 -100; +1 T #1 50; +2 T #1 -60",
     first},
    {"R-007-2", "better, then a worse tier", "007", "+0 T #1 -100; +1 T #1 50; +2 T #1 -250",
     third},
    {"R-007-2", "voided, then the same tier again", "007",
     "+0 T #1 -100 id7; +1 T #1 -100 id7 void; +2 T #1 -100 id8", corrected},
    {"R-007-2", "a correction may be worse", "007", "+0 T #1 -100 id7; +1 T #1 -200 id7", worse},
    {"R-E-10", "a duplicate changes nothing", "007", "+0 T #1 -100 id7; +1 T #1 -100 id7", first},
  });
}

// R-007-3
CAF_TEST(the pause is never shortened) {
  check({
    {"R-007-3", "a lesser loss later", "007", "+0 T #1 -200; +100 T #2 -150; +899.999999 K; +900 K",
     "+0 B 007 -200.00/-200.00 #1; +0 L 007 cooldown flatten 2026-03-03T15:15:00Z; "
     "+100 B 007 -150.00/-100.00 #2; +900 U 007 expired"},
    {"R-007-3", "an end as early",
     "007 {tiers: [{loss: -100, cooldown_seconds: 300}, "
     "{loss: -200, cooldown_seconds: 300}]}",
     "+0 T #1 -100; +0 T #2 -200",
     "+0 B 007 -100.00/-100.00 #1; +0 L 007 cooldown flatten 2026-03-03T15:05:00Z; "
     "+0 B 007 -200.00/-200.00 #2"},
    {"R-007-3", "judged under another lock as well", "007; 010", "+0 C false; +1 T #1 -100",
     "+0 B 010 false/true; +0 L 010 condition flatten -; +1 B 007 -100.00/-100.00 #1; "
     "+1 L 007 cooldown flatten 2026-03-03T15:05:01Z"},
    {"R-007-3", "long and short are closed", "007",
     "+0 P ES L1@6000; +0 P NQ S1@21000; +5 T #1 -100",
     "+5 B 007 -100.00/-100.00 #1; +5 L 007 cooldown flatten 2026-03-03T15:05:05Z; "
     "+5 close NQ [007]; +5 close ES [007]"},
    {"R-007-3", "kept", "007 {existing_positions: keep}",
     "+0 P ES L1@6000; +0 P NQ S1@21000; +5 T #1 -100; +6 P NQ S2@21000; +7 P ES S1@6000",
     "+5 B 007 -100.00/-100.00 #1; +5 L 007 cooldown keep 2026-03-03T15:05:05Z; "
     "+6 reduce NQ 1 [007]; +7 close ES [007]"},
    {"R-L-13", "a restart keeps it", "007", "+0 T #1 -100; +1 X; +2 P ES L1@6000; +300 K",
     "+0 B 007 -100.00/-100.00 #1; +0 L 007 cooldown flatten 2026-03-03T15:05:00Z; "
     "+2 close ES [007]; +300 U 007 expired"},
  });
}

} // namespace domain_rule_007
