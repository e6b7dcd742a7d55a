#define CAF_SUITE domain.rule_005

#include "domain/rules/max_unrealized_profit.hpp"

#include "tests/support/scenario.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_rule_005 {

using riskd::test::scenario;

namespace {

void check(const std::vector<scenario>& rows) {
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(differences(row), std::string{});
}

} // namespace

// R-005-2
CAF_TEST(a position that gains the target is closed) {
  constexpr auto closed = "+1 B 005 1000.00/1000.00 ES; +1 close ES [005]";
  check({
    {"R-005-2", "long, a tick short of it", "005", "+0 P ES L1@6000; +1 Q ES 6019.75", "-"},
    {"R-005-2", "long, at", "005", "+0 P ES L1@6000; +1 Q ES 6020", closed},
    {"R-005-2", "long, a tick beyond", "005", "+0 P ES L1@6000; +1 Q ES 6020.25",
     "+1 B 005 1012.50/1000.00 ES; +1 close ES [005]"},
    {"R-005-2", "short, a tick short of it", "005", "+0 P ES S1@6000; +1 Q ES 5980.25", "-"},
    {"R-005-2", "short, at", "005", "+0 P ES S1@6000; +1 Q ES 5980", closed},
    {"R-005-2", "a loss as large", "005",
     "+0 P ES L1@6000; +0 P NQ S1@21000; +1 Q ES 5980; +2 Q NQ 21050", "-"},
    {"R-005-2", "flat result", "005 {target: 0.01}", "+0 P ES L1@6000; +1 Q ES 6000", "-"},
    {"R-005-2", "target a cent nearer", "005 {target: 999.99}",
     "+0 P ES L1@6000; +1 Q ES 6019.75; +2 Q ES 6020",
     "+2 B 005 1000.00/999.99 ES; +2 close ES [005]"},
    {"R-005-2", "target a cent farther", "005 {target: 1000.01}",
     "+0 P ES L1@6000; +1 Q ES 6020; +2 Q ES 6020.25",
     "+2 B 005 1012.50/1000.01 ES; +2 close ES [005]"},
    {"R-005-2", "two positions never add up", "005",
     "+0 P ES L1@6000; +0 P NQ L1@21000; +1 Q ES 6019.75; +2 Q NQ 21049.75", "-"},
    {"R-V-7", "the smallest amount decides", "005 {target: 193.7513}",
     "+0 P 6J S3@0.0066986666; +1 Q 6J 0.0066935", "-"},
  });
}

// R-005-2
CAF_TEST(unknown results as well as transit are left out) {
  check({
    {"R-V-14", "no quote", "005", "+0 P ES L1@6000; +1 K", "-"},
    {"R-V-14", "a mark from before the entry", "005; stale 5",
     "+0 Q ES 7000; +5.000001 P ES L1@6000", "-"},
    {"R-E-16", "no average", "005", "+0 P ES L1@0; +1 Q ES 7000", "+0 A bad_payload"},
    {"R-V-6", "no economics", "005; no contract lines", "+0 P ES L1@6000; +1 Q ES 7000",
     "+0 A unknown_contract ES"},
    {"R-E-19", "the transit hides it for a second", "005",
     "+0 P ES L1@6000; +2 T #5 1000 ES; +2.5 Q ES 6020; +2.999999 K", "-"},
    {"R-E-19", "the transit is over", "005",
     "+0 P ES L1@6000; +2 T #5 1000 ES; +2.5 Q ES 6020; +3 K",
     "+3 B 005 1000.00/1000.00 ES; +3 close ES [005]"},
    {"R-005-2", "a position ahead of its trades hides nothing", "005",
     "+0 P ES L2@6000; +1 P ES L1@6000; +1.5 Q ES 6020",
     "+1.5 B 005 1000.00/1000.00 ES; +1.5 close ES [005]"},
  });
}

// R-005-1
CAF_TEST(what the day still lacks narrows the target if asked) {
  constexpr auto both = "005 {respect_daily_target: true}; 013 {include_unrealized: false}";
  check({
    {"R-005-1", "a tick short of what is left", both,
     "+0 T #1 500; +1 P ES L1@6000; +2 Q ES 6009.75", "-"},
    {"R-005-1", "exactly what is left", both, "+0 T #1 500; +1 P ES L1@6000; +2 Q ES 6010",
     "+2 B 005 500.00/500.00 ES; +2 close ES [005]"},
    {"R-005-1", "as much is left as the target", both,
     "+0 P ES L1@6000; +1 Q ES 6019.75; +2 Q ES 6020",
     "+2 B 005 1000.00/1000.00 ES; +2 close ES [005]"},
    {"R-005-1", "a cent less is left", both,
     "+0 T #1 0.01; +1 P ES L1@6000; +2 Q ES 6019.75; +3 Q ES 6020",
     "+3 B 005 1000.00/999.99 ES; +3 close ES [005]"},
    {"R-005-1", "a loss of the day widens nothing", both,
     "+0 T #1 -400; +1 P ES L1@6000; +2 Q ES 6020",
     "+2 B 005 1000.00/1000.00 ES; +2 close ES [005]"},
    {"R-005-1", "nothing is left: any gain of a cent", both,
     "+0 T #1 1200; +1 P ES L1@6000; +2 Q ES 6000; +3 Q ES 6000.25",
     "+0 B 013 1200.00/1000.00; +0 L 013 hard flatten 2026-03-03T23:00:00Z; "
     "+1 close ES [013]; +3 B 005 12.50/0.01 ES"},
    {"R-005-1", "not asked for", "005; 013 {include_unrealized: false}",
     "+0 T #1 500; +1 P ES L1@6000; +2 Q ES 6019.75", "-"},
    {"R-005-1", "no target of the day", "005 {respect_daily_target: true}",
     "+0 T #1 500; +1 P ES L1@6000; +2 Q ES 6019.75", "-"},
  });
}

// R-005-2
CAF_TEST(only the winning position goes until it is flat) {
  check({
    {"R-005-2", "others stay without a lock", "005",
     "+0 P ES L1@6000; +0 P MNQ L2@21000; +0 O #11 MNQ buy limit @20900; +1 Q ES 6020; "
     "+2 P ES 0; +3 P ES L1@6020",
     "+1 B 005 1000.00/1000.00 ES; +1 close ES [005]"},
    {"R-X-9", "giving it back withdraws nothing", "005",
     "+0 P ES L1@6000; +1 Q ES 6020; +2 Q ES 5990; +6 K",
     "+1 B 005 1000.00/1000.00 ES; +1 close ES [005]; +6 close ES [005] x2"},
    {"R-005-2", "a new position is judged anew", "005",
     "+0 P ES L1@6000; +1 Q ES 6020; +2 P ES 0; +4 P ES L1@6000",
     "+1 B 005 1000.00/1000.00 ES; +1 close ES [005]; +4 B 005 1000.00/1000.00 ES; "
     "+4 close ES [005]"},
    {"R-005-2", "it may cascade into the target of the day", "005; 013",
     "+0 P ES L1@6000; +1 Q ES 6019.75; +2 Q ES 6020",
     "+2 B 005 1000.00/1000.00 ES; +2 B 013 1000.00/1000.00; "
     "+2 L 013 hard flatten 2026-03-03T23:00:00Z; +2 close ES [013]"},
    {"R-X-7", "a loser closes beside a winner", "004; 005",
     "+0 P ES L1@6000; +0 P MNQ L2@21000; +1 Q ES 6020; +2 Q MNQ 20925",
     "+1 B 005 1000.00/1000.00 ES; +1 close ES [005]; +2 B 004 -300.00/-300.00 MNQ; "
     "+2 close MNQ [004]"},
  });
}

} // namespace domain_rule_005
