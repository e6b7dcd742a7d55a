#define CAF_SUITE domain.scenarios_counts

#include "tests/support/scenario.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_scenarios_counts {

using riskd::test::scenario;

namespace {

void check(const std::vector<scenario>& rows) {
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(differences(row), std::string{});
}

} // namespace

// R-A-1, section "Count rules"
CAF_TEST(count rules give the listed records) {
  check({
    {"A-01", "at the limit", "001", "+0 P MNQ L3@21000; +1 P ES L2@6000", "-"},
    {"A-02", "one over", "001",
     "+0 P MNQ L3@21000; +1 P ES L2@6000; +2 P MNQ L4@21001; +3 P MNQ L3@21001",
     "+2 B 001 6/5; +2 reduce MNQ 1 [001]"},
    {"A-03", "net: products offset each other", "001", "+0 P MNQ L5@21000; +1 P ES S3@6000", "-"},
    {"A-03b", "gross, ES newest", "001 {count_type: gross}", "+0 P MNQ L5@21000; +1 P ES S3@6000",
     "+1 B 001 8/5; +1 close ES [001]"},
    {"A-03c", "gross, MNQ newest", "001 {count_type: gross}", "+0 P ES S3@6000; +1 P MNQ L5@21000",
     "+1 B 001 8/5; +1 reduce MNQ 3 [001]"},
    {"A-04", "flip in one update", "001 {limit: 1}", "+0 P ES L1@6000; +1 P ES S2@6001",
     "+1 B 001 2/1; +1 reduce ES 1 [001]"},
    {"A-05", "per instrument", "002 {instrument_limits.MNQ: 2}",
     "+0 P ES L1@6000; +1 P MNQ L2@21000; +2 P MNQ L3@21000; +8 K; +9 P MNQ L2@21000",
     "+2 B 002 3/2 MNQ; +2 reduce MNQ 1 [002]; +8 reduce MNQ 1 [002] x2"},
    {"A-06", "unknown product blocked", "002 {unknown_product_action: block}", "+0 P RTY L1@2100",
     "+0 B 002 1/0 RTY; +0 close RTY [002]"},
    {"A-06b", "unknown product with limit", "002", "+0 P RTY L1@2100; +1 P RTY L4@2100",
     "+1 B 002 4/3 RTY; +1 reduce RTY 1 [002]"},
    {"A-07", "alias ES = EP", "002 {instrument_limits.ES: 1}", "+0 P ES L2@6000",
     "+0 B 002 2/1 ES; +0 reduce ES 1 [002]"},
    {"A-08", "two months of one product", "002 {instrument_limits.MNQ: 2}",
     "+0 P MNQ L1@21000; +1 P MNQM L2@21100", "+1 B 002 3/2 MNQ; +1 reduce MNQM 1 [002]"},
    {"A-09", "duplicate event x3", "001 {limit: 1}",
     "+0 P MNQ L2@21000; +0 P MNQ L2@21000; +0.05 P MNQ L2@21000",
     "+0 B 001 2/1; +0 reduce MNQ 1 [001]"},
    {"A-10", "reduce and flatten together", "001 {limit: 1}; 003 {limit: -100}",
     "+0 P MNQ L1@21000; +1 Q MNQ 20990; +2 P MNQ L3@20999; +3 Q MNQ 20980",
     "+2 B 001 3/1; +2 reduce MNQ 2 [001]; +3 B 003 -114.00/-100.00; +3 L 003 hard flatten "
     "2026-03-03T23:00:00Z; +3 close MNQ [003]"},
    {"A-83", "reduce not repeated while shrinking", "001",
     "+0 P MNQ L7@21000; +0.5 P MNQ L6@21000; +1 P MNQ L5@21000; +2 P MNQ L6@21000",
     "+0 B 001 7/5; +0 reduce MNQ 2 [001]; +2 B 001 6/5; +2 reduce MNQ 1 [001] x2"},
    {"A-100", "weights", "001 {limit: 50, count_type: gross, weights.ES: 10, weights.MES: 1}",
     "+0 P ES L5@6000; +1 P MES L3@6000; +2 P MES 0; +3 P ES L6@6000",
     "+1 B 001 53/50; +1 close MES [001]; +3 B 001 60/50; +3 reduce ES 1 [001]"},
    {"A-101", "close_offending", "001 {limit: 3, enforcement: close_offending}",
     "+0 P MNQ L3@21000; +1 P ES L1@6000; +1.3 P ES 0", "+1 B 001 4/3; +1 close ES [001]"},
    {"A-118", "excess grows while a reduce is outstanding", "001",
     "+0 P MNQ L6@21000; +0.2 P MNQ L7@21000; +0.4 P MNQ L6@21000; +0.6 P MNQ L5@21000",
     "+0 B 001 6/5; +0 reduce MNQ 1 [001]; +0.2 reduce MNQ 1 [001] x2"},
    {"A-119", "001 counts what 002 already removes",
     "001; 002 {instrument_limits.MNQ: 2, default_limit: 5}",
     "+0 P MNQ L2@21000; +1 P ES L2@6000; +2 P MNQ L4@21000",
     "+2 B 001 6/5; +2 B 002 4/2 MNQ; +2 reduce MNQ 2 [002]"},
    {"A-126", "close_all", "001 {limit: 3, enforcement: close_all}",
     "+0 P MNQ L3@21000; +0.5 O #11 MNQ sell stop n3 @20900; +1 P ES L1@6000; +1.3 P ES 0; +1.4 P "
     "MNQ 0",
     "+1 B 001 4/3; +1 close ES [001]; +1 close MNQ [001]; +1.4 cancel #11 [001 cleanup]"},
    {"A-127", "002 close_all", "002 {instrument_limits.MNQ: 2, enforcement: close_all}",
     "+0 P MNQ L1@21000; +1 P MNQM L2@21100; +1.5 P MNQM 0; +1.6 P MNQ 0",
     "+1 B 002 3/2 MNQ; +1 close MNQ [002]; +1 close MNQM [002]"},
  });
}

} // namespace domain_scenarios_counts
