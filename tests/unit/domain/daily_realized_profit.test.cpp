#define CAF_SUITE domain.rule_013

#include "domain/rules/daily_realized_profit.hpp"

#include "tests/support/scenario.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_rule_013 {

using riskd::test::scenario;

namespace {

void check(const std::vector<scenario>& rows) {
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(differences(row), std::string{});
}

} // namespace

CAF_TEST(reaching the target is a breach) {
  check({
    {"R-013-2", "below", "013", "+0 T #1 999.99", "-"},
    {"R-013-2", "below by the smallest amount", "013", "+0 T #1 999.9999", "-"},
    {"R-013-2", "at", "013", "+0 T #1 1000",
     "+0 B 013 1000.00/1000.00; +0 L 013 hard flatten 2026-03-03T23:00:00Z"},
    {"R-013-2", "above by the smallest amount", "013", "+0 T #1 1000.0001",
     "+0 B 013 1000.0001/1000.00; +0 L 013 hard flatten 2026-03-03T23:00:00Z"},
    {"R-013-2", "zero", "013 {target: 0.01}", "+0 T #1 0; +1 T #2 null", "-"},
    {"R-013-2", "opposite sign", "013", "+0 T #1 -1000; +1 T #2 -5000", "-"},
    {"R-013-2", "losses first", "013", "+0 T #1 -300; +1 T #2 1299.99; +2 T #3 0.01",
     "+2 B 013 1000.00/1000.00; +2 L 013 hard flatten 2026-03-03T23:00:00Z"},
    {"R-013-2", "example of the rule", "013", "+0 T #1 300; +1 T #2 400; +2 T #3 -100", "-"},
    {"R-V-17", "fees count in net", "013", "+0 T #1 1000 fee0.01", "-"},
    {"R-V-17", "fees do not count in gross", "013; pnl_basis: gross", "+0 T #1 1000 fee0.01",
     "+0 B 013 1000.00/1000.00; +0 L 013 hard flatten 2026-03-03T23:00:00Z"},
  });
}

CAF_TEST(open profits count but open losses never hinder) {
  constexpr auto lock = "+2 B 013 1000.00/1000.00; +2 L 013 hard flatten 2026-03-03T23:00:00Z; "
                        "+2 close MNQ [013]";
  check({
    {"R-013-1", "open profit, below", "013", "+0 P MNQ L2@21000; +2 Q MNQ 21249.75", "-"},
    {"R-013-1", "open profit, at", "013", "+0 P MNQ L2@21000; +2 Q MNQ 21250", lock},
    {"R-013-1", "open profit of a short position, below", "013",
     "+0 P MNQ S2@21000; +2 Q MNQ 20750.25", "-"},
    {"R-013-1", "open profit of a short position, at", "013", "+0 P MNQ S2@21000; +2 Q MNQ 20750",
     lock},
    {"R-013-1", "realized with open, at", "013", "+0 T #1 800; +1 P MNQ L2@21000; +2 Q MNQ 21050",
     lock},
    {"R-013-1", "an open loss hides nothing", "013",
     "+0 P MNQ L2@21000; +1 Q MNQ 20000; +2 T #1 1000 ES", lock},
    {"R-013-1", "open results add up before the cut", "013",
     "+0 P ES L1@6000; +0 P MNQ L2@21000; +1 Q ES 5990; +2 Q MNQ 21374.75", "-"},
    {"R-013-1", "open part switched off", "013 {include_unrealized: false}",
     "+0 T #1 999.99; +1 P MNQ L2@21000; +2 Q MNQ 22000", "-"},
    {"R-V-14", "no quote: unknown", "013", "+0 T #1 999.99; +1 P MNQ L2@21000; +2 K", "-"},
    {"R-E-19", "transit keeps one profit from counting twice", "013",
     "+0 P MNQ L2@21000; +1 Q MNQ 21150; +2 T #1 600 n2; +2.1 P MNQ 0; +3.2 K", "-"},
    {"R-E-19", "position event first", "013",
     "+0 P MNQ L2@21000; +1 Q MNQ 21150; +2 P MNQ 0; +2.1 T #1 600 n2; +3.2 K", "-"},
  });
}

CAF_TEST(the lock holds until the trading day ends) {
  constexpr auto first = "+0 B 013 1000.00/1000.00; +0 L 013 hard flatten 2026-03-03T23:00:00Z";
  const auto below = std::string{first} + "; +28800 R 2026-03-04 900.00 n2; +28800 U 013 reset";
  const auto twice = std::string{first}
                     + "; +28800 R 2026-03-04 1000.00 n1; +28800 U 013 reset"
                       "; +28801 B 013 1000.00/1000.00"
                       "; +28801 L 013 hard flatten 2026-03-04T23:00:00Z";
  check({
    {"R-013-2", "falling below the target does not lift it", "013",
     "+0 T #1 1000; +1 T #2 -100; +28799.999999 K", first},
    {"R-013-2", "the reset does", "013", "+0 T #1 1000; +1 T #2 -100; +28801 P MNQ L1@21000",
     below},
    {"R-003-4", "a new day has a breach of its own", "013", "+0 T #1 1000; +28801 T #2 1000",
     twice},
    {"R-003-4", "an open profit carried over counts at the reset itself", "013",
     "+0 P MNQ L2@21000; +1 Q MNQ 21200; +2 T #1 -100 ES; +3 Q MNQ 21250; +28800 K",
     "+28800 R 2026-03-04 -100.00 n1; +28800 B 013 1000.00/1000.00; "
     "+28800 L 013 hard flatten 2026-03-04T23:00:00Z; +28800 close MNQ [013]"},
    {"R-T-9", "a trade from before the boundary is of the old day", "013",
     "+0 C true; +28801 T #1 1000 at28799.999999", "+28800 R 2026-03-04 0.00 n0"},
  });
}

CAF_TEST(the two daily rules stand side by side) {
  check({
    {"R-X-7", "003 is named first", "003 {limit: -100}; 013 {target: 100}",
     "+0 T #1 -100; +1 T #2 200; +2 P MNQ L1@21000",
     "+0 B 003 -100.00/-100.00; +0 L 003 hard flatten 2026-03-03T23:00:00Z; "
     "+1 B 013 100.00/100.00; +1 L 013 hard flatten 2026-03-03T23:00:00Z; "
     "+2 close MNQ [003]"},
    {"R-013-3", "both in one step", "003 {limit: -100}; 013 {target: 100}",
     "+0 P MNQ L1@21000; +1 Q MNQ 21100; +28790 T #1 -100 ES at28801; +28800 K",
     "+1 B 013 200.00/100.00; +1 L 013 hard flatten 2026-03-03T23:00:00Z; "
     "+1 close MNQ [013]; +28790 close MNQ [013] x2; +28800 R 2026-03-04 0.00 n0; "
     "+28800 U 013 reset; +28800 B 003 -100.00/-100.00; "
     "+28800 L 003 hard flatten 2026-03-04T23:00:00Z; +28800 B 013 100.00/100.00; "
     "+28800 L 013 hard flatten 2026-03-04T23:00:00Z; +28800 close MNQ [003] x3"},
    {"R-T-1", "locks end in the order of their rules", "003 {limit: -100}; 013 {target: 100}",
     "+0 T #1 100; +1 T #2 -200; +28800 K",
     "+0 B 013 100.00/100.00; +0 L 013 hard flatten 2026-03-03T23:00:00Z; "
     "+1 B 003 -100.00/-100.00; +1 L 003 hard flatten 2026-03-03T23:00:00Z; "
     "+28800 R 2026-03-04 -100.00 n2; +28800 U 003 reset; +28800 U 013 reset"},
  });
}

CAF_TEST(accounts stay apart when events come late) {
  check({
    {"R-0-1", "two accounts", "013", "+0 T #1 999 acc1; +1 T #2 999 acc2; +2 T #3 1 acc2",
     "+2 acc2 B 013 1000.00/1000.00; +2 acc2 L 013 hard flatten 2026-03-03T23:00:00Z"},
    {"R-E-10", "duplicate", "013", "+0 T #1 500 id7; +1 T #1 500 id7; +2 T #1 500 id7", "-"},
    {"R-E-9", "out of order", "013", "+10 T #2 600 at5; +11 T #1 400 at0",
     "+11 B 013 1000.00/1000.00; +11 L 013 hard flatten 2026-03-03T23:00:00Z"},
    {"R-L-13", "restart", "013", "+0 T #1 1000; +1 X; +2 P MNQ L1@21000; +3 T #2 1",
     "+0 B 013 1000.00/1000.00; +0 L 013 hard flatten 2026-03-03T23:00:00Z; "
     "+2 close MNQ [013]"},
    {"R-S-1", "the sum is worked out anew", "013", "+0 T #1 900; +1 X; +2 T #2 100",
     "+2 B 013 1000.00/1000.00; +2 L 013 hard flatten 2026-03-03T23:00:00Z"},
  });
}

} // namespace domain_rule_013
