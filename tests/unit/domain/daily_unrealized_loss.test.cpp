#define CAF_SUITE domain.rule_004

#include "domain/rules/daily_unrealized_loss.hpp"

#include "tests/support/scenario.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_rule_004 {

using riskd::test::scenario;

namespace {

void check(const std::vector<scenario>& rows) {
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(differences(row), std::string{});
}

} // namespace

// R-004-2
CAF_TEST(a position that loses the limit is closed) {
  constexpr auto closed = "+1 B 004 -300.00/-300.00 MNQ; +1 close MNQ [004]";
  check({
    {"R-004-2", "long, a tick short of it", "004", "+0 P MNQ L2@21000; +1 Q MNQ 20925.25", "-"},
    {"R-004-2", "long, at", "004", "+0 P MNQ L2@21000; +1 Q MNQ 20925", closed},
    {"R-004-2", "long, a tick beyond", "004", "+0 P MNQ L2@21000; +1 Q MNQ 20924.75",
     "+1 B 004 -301.00/-300.00 MNQ; +1 close MNQ [004]"},
    {"R-004-2", "short, a tick short of it", "004", "+0 P MNQ S2@21000; +1 Q MNQ 21074.75", "-"},
    {"R-004-2", "short, at", "004", "+0 P MNQ S2@21000; +1 Q MNQ 21075", closed},
    {"R-004-2", "a profit as large", "004",
     "+0 P MNQ L2@21000; +0 P ES S1@6000; +1 Q MNQ 21075; +2 Q ES 5990", "-"},
    {"R-004-2", "flat result", "004 {limit: -0.01}", "+0 P MNQ L2@21000; +1 Q MNQ 21000", "-"},
    {"R-004-2", "limit a cent nearer", "004 {limit: -299.99}",
     "+0 P MNQ L2@21000; +1 Q MNQ 20925.25; +2 Q MNQ 20925",
     "+2 B 004 -300.00/-299.99 MNQ; +2 close MNQ [004]"},
    {"R-004-2", "limit a cent farther", "004 {limit: -300.01}",
     "+0 P MNQ L2@21000; +1 Q MNQ 20925; +2 Q MNQ 20924.75",
     "+2 B 004 -301.00/-300.01 MNQ; +2 close MNQ [004]"},
    {"R-004-2", "two positions never add up", "004",
     "+0 P MNQ L2@21000; +0 P ES L1@6000; +1 Q MNQ 20925.25; +2 Q ES 5994.25", "-"},
    {"R-004-2", "an increase can reach it", "004",
     "+0 P MNQ L1@21000; +1 Q MNQ 20925; +2 P MNQ L2@21000",
     "+2 B 004 -300.00/-300.00 MNQ; +2 close MNQ [004]"},
  });
}

// R-004-2
CAF_TEST(a position without a known result is skipped) {
  check({
    {"R-V-14", "no quote", "004", "+0 P MNQ L2@21000; +1 K", "-"},
    {"R-V-14", "a mark from before the entry", "004; stale 5",
     "+0 Q MNQ 20000; +5.000001 P MNQ L2@21000", "-"},
    {"R-V-14", "a mark that is just fresh enough", "004; stale 5",
     "+0 Q MNQ 20925; +5 P MNQ L2@21000", "+5 B 004 -300.00/-300.00 MNQ; +5 close MNQ [004]"},
    {"R-E-16", "no average", "004", "+0 P MNQ L2@0; +1 Q MNQ 20000", "+0 A bad_payload"},
    {"R-V-6", "no economics", "004; no contract lines", "+0 P MNQ L2@21000; +1 Q MNQ 20000",
     "+0 A unknown_contract MNQ"},
  });
}

// R-004-2
CAF_TEST(a position that is behind its trades is judged a second later) {
  check({
    {"R-E-19", "the transit hides it", "004",
     "+0 P MNQ L2@21000; +2 T #5 -10 n2; +2.5 Q MNQ 20925; +2.999999 K", "-"},
    {"R-E-19", "the transit is over", "004",
     "+0 P MNQ L2@21000; +2 T #5 -10 n2; +2.5 Q MNQ 20925; +3 K",
     "+3 B 004 -300.00/-300.00 MNQ; +3 close MNQ [004]"},
    {"R-004-2", "a position ahead of its trades hides nothing", "004",
     "+0 P MNQ L3@21000; +1 P MNQ L2@21000; +1.5 Q MNQ 20925",
     "+1.5 B 004 -300.00/-300.00 MNQ; +1.5 close MNQ [004]"},
    {"R-004-2", "the transit of another contract hides nothing", "004",
     "+0 P MNQ L2@21000; +0 P ES L1@6000; +1 T #5 -50 ES; +1.5 Q MNQ 20925",
     "+1.5 B 004 -300.00/-300.00 MNQ; +1.5 close MNQ [004]"},
  });
}

// R-004-1
CAF_TEST(what the day may still lose narrows the limit if asked) {
  constexpr auto both = "003 {include_unrealized: false}; 004 {respect_daily_limit: true}";
  check({
    {"R-004-1", "a tick short of what is left", both,
     "+0 T #1 -350; +1 P MNQ L2@21000; +2 Q MNQ 20962.75", "-"},
    {"R-004-1", "exactly what is left", both, "+0 T #1 -350; +1 P MNQ L2@21000; +2 Q MNQ 20962.5",
     "+2 B 004 -150.00/-150.00 MNQ; +2 close MNQ [004]"},
    {"R-004-1", "as much is left as the limit", both,
     "+0 T #1 -200; +1 P MNQ L2@21000; +2 Q MNQ 20925.25; +3 Q MNQ 20925",
     "+3 B 004 -300.00/-300.00 MNQ; +3 close MNQ [004]"},
    {"R-004-1", "a cent less is left", both,
     "+0 T #1 -200.01; +1 P MNQ L2@21000; +2 Q MNQ 20925.25; +3 Q MNQ 20925",
     "+3 B 004 -300.00/-299.99 MNQ; +3 close MNQ [004]"},
    {"R-004-1", "a profit of the day widens nothing", both,
     "+0 T #1 400; +1 P MNQ L2@21000; +2 Q MNQ 20925.25; +3 Q MNQ 20925",
     "+3 B 004 -300.00/-300.00 MNQ; +3 close MNQ [004]"},
    {"R-004-1", "nothing is left: any loss of a cent", both,
     "+0 T #1 -600; +1 P MNQ L1@21000; +2 Q MNQ 21000; +3 Q MNQ 20999.75",
     "+0 B 003 -600.00/-500.00; +0 L 003 hard flatten 2026-03-03T23:00:00Z; "
     "+1 close MNQ [003]; +3 B 004 -0.50/-0.01 MNQ"},
    {"R-004-1", "not asked for", "003 {include_unrealized: false}; 004",
     "+0 T #1 -350; +1 P MNQ L2@21000; +2 Q MNQ 20925.25", "-"},
    {"R-004-1", "no limit of the day", "004 {respect_daily_limit: true}",
     "+0 T #1 -350; +1 P MNQ L2@21000; +2 Q MNQ 20925.25", "-"},
    {"R-004-1", "a realized loss narrows it while the position is held", both,
     "+0 P MNQ L2@21000; +1 Q MNQ 20950; +2 T #1 -299.99 ES; +3 T #2 -0.01 ES",
     "+3 B 004 -200.00/-200.00 MNQ; +3 close MNQ [004]"},
  });
}

// R-004-3
CAF_TEST(only the losing position goes without a lock) {
  check({
    {"R-004-3", "the others stay", "004", "+0 P MNQ L2@21000; +0 P ES L1@6000; +1 Q MNQ 20925",
     "+1 B 004 -300.00/-300.00 MNQ; +1 close MNQ [004]"},
    {"R-004-3", "orders elsewhere stay", "004",
     "+0 P MNQ L2@21000; +0 O #11 ES buy limit @5900; +0 O #12 MNQ sell stop n2 @20800; "
     "+1 Q MNQ 20925",
     "+1 B 004 -300.00/-300.00 MNQ; +1 close MNQ [004]"},
    {"R-004-3", "nothing accumulates", "004",
     "+0 P MNQ L2@21000; +1 Q MNQ 20925; +2 P MNQ 0; +2.1 T #1 -300 n2; +4 P MNQ L2@20925; "
     "+5 Q MNQ 20850.25",
     "+1 B 004 -300.00/-300.00 MNQ; +1 close MNQ [004]"},
    {"R-004-3", "a new position is judged anew", "004",
     "+0 P MNQ L2@21000; +1 Q MNQ 20925; +2 P MNQ 0; +4 P MNQ L2@20925; +5 Q MNQ 20850",
     "+1 B 004 -300.00/-300.00 MNQ; +1 close MNQ [004]; +5 B 004 -300.00/-300.00 MNQ; "
     "+5 close MNQ [004]"},
    {"R-X-9", "a recovery withdraws nothing", "004",
     "+0 P MNQ L2@21000; +1 Q MNQ 20925; +2 Q MNQ 21100; +6 K",
     "+1 B 004 -300.00/-300.00 MNQ; +1 close MNQ [004]; +6 close MNQ [004] x2"},
    {"R-X-11", "a restart repeats the command but not the breach", "004",
     "+0 P MNQ L2@21000; +1 Q MNQ 20925; +2 X; +3 Q MNQ 20900",
     "+1 B 004 -300.00/-300.00 MNQ; +1 close MNQ [004]; +2 close MNQ [004]"},
  });
}

} // namespace domain_rule_004
