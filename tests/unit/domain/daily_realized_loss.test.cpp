#define CAF_SUITE domain.rule_003

#include "domain/rules/daily_realized_loss.hpp"

#include "tests/support/scenario.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_rule_003 {

using riskd::test::scenario;

namespace {

void check(const std::vector<scenario>& rows) {
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(differences(row), std::string{});
}

} // namespace

CAF_TEST(reaching the limit is a breach) {
  check({
    {"R-003-2", "below", "003", "+0 T #1 -499.99", "-"},
    {"R-003-2", "below by the smallest amount", "003", "+0 T #1 -499.9999", "-"},
    {"R-003-2", "at", "003", "+0 T #1 -500",
     "+0 B 003 -500.00/-500.00; +0 L 003 hard flatten 2026-03-03T23:00:00Z"},
    {"R-003-2", "above by the smallest amount", "003", "+0 T #1 -500.0001",
     "+0 B 003 -500.0001/-500.00; +0 L 003 hard flatten 2026-03-03T23:00:00Z"},
    {"R-003-2", "zero", "003 {limit: -0.01}", "+0 T #1 0; +1 T #2 null", "-"},
    {"R-003-2", "a cent", "003 {limit: -0.01}", "+0 T #1 -0.01",
     "+0 B 003 -0.01/-0.01; +0 L 003 hard flatten 2026-03-03T23:00:00Z"},
    {"R-003-2", "opposite sign", "003", "+0 T #1 500; +1 T #2 5000", "-"},
    {"R-003-2", "profits first", "003", "+0 T #1 300; +1 T #2 -799.99; +2 T #3 -0.01",
     "+2 B 003 -500.00/-500.00; +2 L 003 hard flatten 2026-03-03T23:00:00Z"},
    {"R-003-2", "example of the rule", "003", "+0 T #1 100; +1 T #2 50; +2 T #3 -200", "-"},
  });
}

CAF_TEST(open losses count but open profits never help) {
  constexpr auto lock = "+2 B 003 -500.00/-500.00; +2 L 003 hard flatten 2026-03-03T23:00:00Z; "
                        "+2 close MNQ [003]";
  check({
    {"R-003-1", "open loss, below", "003", "+0 P MNQ L2@21000; +2 Q MNQ 20875.25", "-"},
    {"R-003-1", "open loss, at", "003", "+0 P MNQ L2@21000; +2 Q MNQ 20875", lock},
    {"R-003-1", "open loss of a short position, below", "003",
     "+0 P MNQ S2@21000; +2 Q MNQ 21124.75", "-"},
    {"R-003-1", "open loss of a short position, at", "003", "+0 P MNQ S2@21000; +2 Q MNQ 21125",
     lock},
    {"R-003-1", "realized and open, below", "003",
     "+0 T #1 -200; +1 P MNQ L2@21000; +2 Q MNQ 20925.25", "-"},
    {"R-003-1", "realized and open, at", "003", "+0 T #1 -200; +1 P MNQ L2@21000; +2 Q MNQ 20925",
     lock},
    {"R-003-1", "a realized profit does help", "003",
     "+0 T #1 200; +1 P MNQ L2@21000; +2 Q MNQ 20825.25", "-"},
    {"R-003-1", "a realized profit is not enough", "003",
     "+0 T #1 200; +1 P MNQ L2@21000; +2 Q MNQ 20825", lock},
    {"R-003-1", "an open profit hides nothing", "003",
     "+0 P MNQ L2@21000; +1 Q MNQ 21100; +2 T #1 -500 ES", lock},
    {"R-003-1", "open results add up before the cut", "003",
     "+0 P ES L1@6000; +0 P MNQ L2@21000; +1 Q ES 6002; +2 Q MNQ 20850.25", "-"},
    {"R-003-1", "open part switched off", "003 {include_unrealized: false}",
     "+0 T #1 -499.99; +1 P MNQ L2@21000; +2 Q MNQ 20000", "-"},
    {"R-V-14", "no quote: unknown, not zero by assumption and no loss either", "003",
     "+0 T #1 -499.99; +1 P MNQ L2@21000; +2 K", "-"},
    {"R-V-6", "no catalogue row: unknown", "003; no contract lines",
     "+0 P MNQ L2@21000; +2 Q MNQ 20000", "+0 A unknown_contract MNQ"},
    {"R-E-16", "no average: unknown", "003", "+0 P MNQ L2@0; +2 Q MNQ 20000", "+0 A bad_payload"},
  });
}

CAF_TEST(transit keeps one loss from counting twice) {
  constexpr auto lock = "+3 B 003 -600.00/-400.00; +3 L 003 hard flatten 2026-03-03T23:00:00Z; "
                        "+3 close MNQ [003]";
  check({
    {"R-003-1", "open part left out until one second is over", "003 {limit: -400}",
     "+0 P MNQ L2@21000; +1 Q MNQ 20925; +2 T #5 -300 n2; +2.999999 K", "-"},
    {"R-E-19", "the transit times out", "003 {limit: -400}",
     "+0 P MNQ L2@21000; +1 Q MNQ 20925; +2 T #5 -300 n2; +3 K", lock},
    {"R-E-19", "the decrease settles it", "003 {limit: -400}",
     "+0 P MNQ L2@21000; +1 Q MNQ 20925; +2 T #5 -150; +2.1 P MNQ L1@21000; +2.2 K", "-"},
    {"R-003-1", "the realized part counts all the time", "003 {limit: -300}",
     "+0 P MNQ L2@21000; +2 T #5 -300 n2",
     "+2 B 003 -300.00/-300.00; +2 L 003 hard flatten 2026-03-03T23:00:00Z; +2 close MNQ [003]"},
    {"R-003-1", "a transit in one contract hides every open part", "003 {limit: -400}",
     "+0 P MNQ L2@21000; +0 P ES L1@6000; +1 Q ES 5993; +2 T #5 -50; +2.5 K; +3 K",
     "+3 B 003 -400.00/-400.00; +3 L 003 hard flatten 2026-03-03T23:00:00Z; "
     "+3 close ES [003]; +3 close MNQ [003]"},
  });
}

CAF_TEST(the lock holds until the trading day ends) {
  constexpr auto first = "+0 B 003 -500.00/-500.00; +0 L 003 hard flatten 2026-03-03T23:00:00Z";
  const auto with = [&](const std::string& more) {
    return std::string{first} + more;
  };
  const auto reset = with("; +28800 R 2026-03-04 -500.00 n1; +28800 U 003 reset");
  const auto twice = reset
                     + "; +28801 B 003 -500.00/-500.00"
                       "; +28801 L 003 hard flatten 2026-03-04T23:00:00Z";
  const auto later_profit = with("; +28800 R 2026-03-04 500.00 n2; +28800 U 003 reset");
  check({
    {"R-003-3", "later profits do not lift it", "003",
     "+0 T #1 -500; +1 T #2 1000; +28799.999999 K", first},
    {"R-003-3", "later losses do not repeat it", "003", "+0 T #1 -500; +1 T #2 -1000", first},
    {"R-003-3", "the day ends at the boundary itself", "003",
     "+0 T #1 -500; +1 T #2 1000; +28800 K", later_profit},
    {"R-003-4", "a new day starts from zero", "003", "+0 T #1 -500; +28800 K; +28801 T #2 -499.99",
     reset},
    {"R-003-4", "a new day has a breach of its own", "003", "+0 T #1 -500; +28801 T #2 -500",
     twice},
    {"R-T-9", "a trade from before the boundary is of the old day", "003",
     "+0 C true; +28801 T #1 -500 at28799.999999", "+28800 R 2026-03-04 0.00 n0"},
    {"R-T-9", "a trade from the boundary on is of the new day", "003",
     "+0 C true; +28801 T #1 -500 at28800",
     "+28800 R 2026-03-04 0.00 n0; +28801 B 003 -500.00/-500.00; "
     "+28801 L 003 hard flatten 2026-03-04T23:00:00Z"},
    {"R-E-9", "a trade dated ahead counts from its day on", "003",
     "+0 C true; +28790 T #1 -500 at28801; +28799 K; +28800 K",
     "+28800 R 2026-03-04 0.00 n0; +28800 B 003 -500.00/-500.00; "
     "+28800 L 003 hard flatten 2026-03-04T23:00:00Z"},
    {"R-L-7", "nothing is blocked after the lock", "003",
     "+0 T #1 -500; +28800 P MNQ L1@21000; +28801 O #11 MNQ buy limit @20000", reset},
  });
}

CAF_TEST(accounts stay apart when events come late) {
  check({
    {"R-0-1", "two accounts", "003",
     "+0 T #1 -499 acc1; +1 T #2 -499 acc2; +2 P MNQ L1@21000 acc1; +3 T #3 -1 acc2",
     "+3 acc2 B 003 -500.00/-500.00; +3 acc2 L 003 hard flatten 2026-03-03T23:00:00Z"},
    {"R-0-1", "one quote, two accounts", "003",
     "+0 P MNQ L2@21000 acc2; +0 P MNQ S2@21000 acc1; +1 Q MNQ 20875; +2 Q MNQ 21125",
     "+1 acc2 B 003 -500.00/-500.00; +1 acc2 L 003 hard flatten 2026-03-03T23:00:00Z; "
     "+1 acc2 close MNQ [003]; +2 acc1 B 003 -500.00/-500.00; "
     "+2 acc1 L 003 hard flatten 2026-03-03T23:00:00Z; +2 acc1 close MNQ [003]"},
    {"R-E-10", "duplicate", "003", "+0 T #1 -250 id7; +1 T #1 -250 id7; +2 T #1 -250 id7", "-"},
    {"R-E-10", "a duplicate without its result", "003",
     "+0 T #1 -250 id7 sell; +1 T #1 null id7 sell; +2 T #2 -250",
     "+2 B 003 -500.00/-500.00; +2 L 003 hard flatten 2026-03-03T23:00:00Z"},
    {"R-E-9", "out of order", "003", "+10 T #2 -300 at5; +11 T #1 -200 at0",
     "+11 B 003 -500.00/-500.00; +11 L 003 hard flatten 2026-03-03T23:00:00Z"},
    {"R-E-11", "a voided trade stays out, whatever is corrected about it", "003",
     "+0 T #1 -400 id7 void; +1 T #1 -600 id7", "+1 A trade_corrected MNQ"},
    {"R-E-11", "voiding takes the result out again", "003",
     "+0 T #1 -499 id7; +1 T #1 -499 id7 void; +2 T #2 -499.99", "+1 A trade_corrected MNQ"},
    {"R-E-10", "fees that come later", "003", "+0 T #1 -499 id7; +1 T #1 -499 id7 fee0.5 com0.5",
     "+1 A trade_corrected MNQ; +1 B 003 -500.00/-500.00; "
     "+1 L 003 hard flatten 2026-03-03T23:00:00Z"},
    {"R-E-10", "fees that come later do not count gross", "003; pnl_basis: gross",
     "+0 T #1 -499 id7; +1 T #1 -499 id7 fee0.5 com0.5", "+1 A trade_corrected MNQ"},
  });
}

CAF_TEST(a restart keeps figure as well as lock) {
  check({
    {"R-L-13", "the lock is restored", "003",
     "+0 T #1 -500; +1 X; +2 P MNQ L1@21000; +3 T #2 -500; +28800 K",
     "+0 B 003 -500.00/-500.00; +0 L 003 hard flatten 2026-03-03T23:00:00Z; "
     "+2 close MNQ [003]; +28800 R 2026-03-04 -1000.00 n2; +28800 U 003 reset"},
    {"R-L-5", "a position held at the restart is closed", "003",
     "+0 P MNQ L1@21000; +1 T #1 -500 ES; +2 X",
     "+1 B 003 -500.00/-500.00; +1 L 003 hard flatten 2026-03-03T23:00:00Z; "
     "+1 close MNQ [003]; +2 close MNQ [003]"},
    {"R-S-1", "the sum is worked out anew", "003", "+0 T #1 -400; +1 X; +2 T #2 -100",
     "+2 B 003 -500.00/-500.00; +2 L 003 hard flatten 2026-03-03T23:00:00Z"},
    {"R-E-10", "a known trade stays known", "003", "+0 T #1 -400 id7; +1 X; +2 T #1 -400 id7", "-"},
    {"R-T-8", "the new day is kept", "003",
     "+0 T #1 -400; +28800 K; +28801 X; +28802 T #2 -400; +28803 T #3 -100",
     "+28800 R 2026-03-04 -400.00 n1; +28803 B 003 -500.00/-500.00; "
     "+28803 L 003 hard flatten 2026-03-04T23:00:00Z"},
  });
}

} // namespace domain_rule_003
