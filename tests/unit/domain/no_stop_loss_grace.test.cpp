#define CAF_SUITE domain.rule_008

#include "domain/rules/no_stop_loss_grace.hpp"

#include "tests/support/scenario.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_rule_008 {

using riskd::test::scenario;

namespace {

void check(const std::vector<scenario>& rows) {
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(differences(row), std::string{});
}

} // namespace

// R-008-4
CAF_TEST(a position without a stop is closed when its grace is over) {
  constexpr auto rule = "008 {grace_period_seconds: 10}";
  check({
    {"R-008-4", "the default is a minute", "008", "+0 P MNQ L1@21000; +59.999999 K", "-"},
    {"R-008-4", "at the default", "008", "+0 P MNQ L1@21000; +60 K",
     "+60 B 008 0/1 MNQ; +60 close MNQ [008]"},
    {"R-008-4", "a microsecond before", rule, "+0 P MNQ L1@21000; +9.999999 K", "-"},
    {"R-008-4", "at the instant", rule, "+0 P MNQ L1@21000; +10 K",
     "+10 B 008 0/1 MNQ; +10 close MNQ [008]"},
    {"R-008-4", "short", rule, "+0 P MNQ S3@21000; +10 K",
     "+10 B 008 0/3 MNQ; +10 close MNQ [008]"},
    {"R-008-4", "no lock: a new position has its own grace", rule,
     "+0 P MNQ L1@21000; +10 K; +11 P MNQ 0; +12 P MNQ L1@21000; +21.999999 K",
     "+10 B 008 0/1 MNQ; +10 close MNQ [008]"},
    {"R-008-4", "others stay", rule,
     "+0 P MNQ L1@21000; +0 P ES L1@6000; +0 O #11 ES sell stop @5900; +10 K",
     "+10 B 008 0/1 MNQ; +10 close MNQ [008]"},
    {"R-X-9", "a stop that comes too late withdraws nothing", rule,
     "+0 P MNQ L1@21000; +10 K; +11 O #11 MNQ sell stop @20900; +15 K; +16 K",
     "+10 B 008 0/1 MNQ; +10 close MNQ [008]; +15 close MNQ [008] x2"},
    {"R-T-4", "at the instant the timer goes before the stop", rule,
     "+0 P MNQ L1@21000; +10 O #11 MNQ sell stop @20900", "+10 B 008 0/1 MNQ; +10 close MNQ [008]"},
    {"R-T-1", "also while a lock is in force", "003; 008 {grace_period_seconds: 10}",
     "+0 P MNQ L1@21000; +5 T #1 -500 ES; +10 K",
     "+5 B 003 -500.00/-500.00; +5 L 003 hard flatten 2026-03-03T23:00:00Z; "
     "+5 close MNQ [003]; +10 B 008 0/1 MNQ; +10 close MNQ [003] x2"},
  });
}

// R-008-1
CAF_TEST(working stops on the exit side protect) {
  constexpr auto rule = "008 {grace_period_seconds: 10}";
  constexpr auto strict = "008 {grace_period_seconds: 10, accept_stop_limit: false}";
  constexpr auto closed = "+10 B 008 0/1 MNQ; +10 close MNQ [008]";
  constexpr auto swept = "+10 B 008 0/1 MNQ; +10 cancel #11 [008]; +10 close MNQ [008]";
  check({
    {"R-008-1", "stop of a long", rule, "+0 P MNQ L1@21000; +1 O #11 MNQ sell stop @20900; +99 K",
     "-"},
    {"R-008-1", "stop of a short", rule, "+0 P MNQ S1@21000; +1 O #11 MNQ buy stop @21100; +99 K",
     "-"},
    {"R-008-1", "wrong side of a long", rule,
     "+0 P MNQ L1@21000; +1 O #11 MNQ buy stop @21100; +10 K", swept},
    {"R-008-1", "wrong side of a short", rule,
     "+0 P MNQ S1@21000; +1 O #11 MNQ sell stop @20900; +10 K", swept},
    {"R-008-1", "no price is compared", rule,
     "+0 P MNQ L1@21000; +1 O #11 MNQ sell stop @30000; +99 K", "-"},
    {"R-008-1", "a stop without a price", rule, "+0 P MNQ L1@21000; +1 O #11 MNQ sell stop; +10 K",
     closed},
    {"R-008-1", "a stop-limit", rule, "+0 P MNQ L1@21000; +1 O #11 MNQ sell slimit @20900; +99 K",
     "-"},
    {"R-008-1", "a stop-limit without a price", rule,
     "+0 P MNQ L1@21000; +1 O #11 MNQ sell slimit; +10 K", closed},
    {"R-008-1", "a stop-limit is not accepted", strict,
     "+0 P MNQ L1@21000; +1 O #11 MNQ sell slimit @20900; +10 K", closed},
    {"R-008-1", "a stop is accepted all the same", strict,
     "+0 P MNQ L1@21000; +1 O #11 MNQ sell stop @20900; +99 K", "-"},
    {"R-008-1", "a trailing stop needs no price", strict,
     "+0 P MNQ L1@21000; +1 O #11 MNQ sell trail; +99 K", "-"},
    {"R-008-1", "a limit order", rule, "+0 P MNQ L1@21000; +1 O #11 MNQ sell limit @21100; +10 K",
     closed},
    {"R-008-1", "pending", rule, "+0 P MNQ L1@21000; +1 O #11 MNQ sell stop @20900 st6; +99 K",
     "-"},
    {"R-008-1", "suspended", rule, "+0 P MNQ L1@21000; +1 O #11 MNQ sell stop @20900 st8; +10 K",
     closed},
    {"R-008-1", "about to be cancelled", rule,
     "+0 P MNQ L1@21000; +1 O #11 MNQ sell stop @20900 st7; +10 K", closed},
    {"R-008-1", "another month of the product", rule,
     "+0 P MNQ L1@21000; +1 O #11 MNQM sell stop @20900; +10 K", closed},
  });
}

// R-008-2
CAF_TEST(stops cover as much of the position as is asked) {
  constexpr auto rule = "008 {grace_period_seconds: 10}";
  constexpr auto one = "008 {grace_period_seconds: 10, require_full_coverage: false}";
  check({
    {"R-008-2", "one short of all", rule,
     "+0 P MNQ L3@21000; +1 O #11 MNQ sell stop n2 @20900; +10 K",
     "+10 B 008 2/3 MNQ; +10 close MNQ [008]"},
    {"R-008-2", "all", rule, "+0 P MNQ L3@21000; +1 O #11 MNQ sell stop n3 @20900; +99 K", "-"},
    {"R-008-2", "two orders together", rule,
     "+0 P MNQ S3@21000; +1 O #11 MNQ buy stop n2 @21100; +2 O #12 MNQ buy trail; +99 K", "-"},
    {"R-008-2", "one contract is enough", one,
     "+0 P MNQ L3@21000; +1 O #11 MNQ sell stop @20900; +99 K", "-"},
    {"R-008-2", "none is not", one, "+0 P MNQ L3@21000; +10 K",
     "+10 B 008 0/1 MNQ; +10 close MNQ [008]"},
  });
}

// R-008-3
CAF_TEST(the grace begins when the position is found uncovered) {
  constexpr auto rule = "008 {grace_period_seconds: 10}";
  constexpr auto once = "008 {grace_period_seconds: 10, require_continuous: false}";
  check({
    {"R-008-3", "an increase of an uncovered position starts nothing", rule,
     "+0 P MNQ L1@21000; +9 P MNQ L2@21000; +10 K", "+10 B 008 0/2 MNQ; +10 close MNQ [008]"},
    {"R-008-3", "an increase beyond the coverage starts one", rule,
     "+0 P MNQ L1@21000; +1 O #11 MNQ sell stop @20900; +30 P MNQ L2@21000; +39.999999 K", "-"},
    {"R-008-3", "it ends ten seconds later", rule,
     "+0 P MNQ L1@21000; +1 O #11 MNQ sell stop @20900; +30 P MNQ L2@21000; +40 K",
     "+40 B 008 1/2 MNQ; +40 close MNQ [008]"},
    {"R-008-3", "a stop within the grace ends it", rule,
     "+0 P MNQ L1@21000; +9.999999 O #11 MNQ sell stop @20900; +99 K", "-"},
    {"R-008-3", "a stop taken away starts one", rule,
     "+0 P MNQ L1@21000; +1 O #11 MNQ sell stop @20900; +60 O #11 MNQ sell stop @20900 st3; "
     "+69.999999 K; +70 K",
     "+70 B 008 0/1 MNQ; +70 close MNQ [008]"},
    {"R-008-3", "covered once is enough", once,
     "+0 P MNQ L1@21000; +1 O #11 MNQ sell stop @20900; +60 O #11 MNQ sell stop @20900 st3; +99 K",
     "-"},
    {"R-008-3", "never covered is not", once, "+0 P MNQ L1@21000; +10 K",
     "+10 B 008 0/1 MNQ; +10 close MNQ [008]"},
    {"R-008-3", "a flip is a new instance", once,
     "+0 P MNQ L1@21000; +1 O #11 MNQ sell stop @20900; +20 P MNQ S1@21000; "
     "+20.1 O #11 MNQ sell stop @20900 st3; +29.999999 K; +30 K",
     "+30 B 008 0/1 MNQ; +30 close MNQ [008]"},
    {"R-008-3", "a reopened position has its own grace", rule,
     "+0 P MNQ L1@21000 id1 ct0; +5 P MNQ L1@21000 id2 ct5; +14.999999 K", "-"},
    {"R-T-7", "the reset changes nothing", rule, "+28795 P MNQ L1@21000; +28805 K",
     "+28800 R 2026-03-04 0.00 n0; +28805 B 008 0/1 MNQ; +28805 close MNQ [008]"},
  });
}

} // namespace domain_rule_008
