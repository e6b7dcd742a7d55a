#define CAF_SUITE domain.rule_001

#include "domain/rules/max_contracts.hpp"

#include "tests/support/scenario.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_rule_001 {

using riskd::test::scenario;

namespace {

void check(const std::vector<scenario>& rows) {
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(differences(row), std::string{});
}

} // namespace

CAF_TEST(the limit itself is allowed) {
  check({
    {"R-001-2", "below", "001", "+0 P MNQ L4@21000", "-"},
    {"R-001-2", "at", "001", "+0 P MNQ L5@21000", "-"},
    {"R-001-2", "above", "001", "+0 P MNQ L6@21000", "+0 B 001 6/5; +0 reduce MNQ 1 [001]"},
    {"R-001-2", "far above", "001", "+0 P MNQ L60@21000", "+0 B 001 60/5; +0 reduce MNQ 55 [001]"},
    {"R-001-2", "zero", "001 {limit: 1}", "+0 P MNQ L1@21000; +1 P MNQ 0", "-"},
    {"R-001-2", "short, at", "001", "+0 P MNQ S5@21000", "-"},
    {"R-001-2", "short, above", "001", "+0 P MNQ S6@21000", "+0 B 001 6/5; +0 reduce MNQ 1 [001]"},
    {"R-001-2", "lowest limit", "001 {limit: 1}", "+0 P MNQ L2@21000",
     "+0 B 001 2/1; +0 reduce MNQ 1 [001]"},
  });
}

CAF_TEST(net counts offset long against short) {
  check({
    {"R-001-1", "no excess", "001 {limit: 1}", "+0 P MNQ L1@21000; +1 P ES S2@6000", "-"},
    {"R-001-1", "excess on the long side", "001 {limit: 2}", "+0 P ES S2@6000; +1 P MNQ L5@21000",
     "+1 B 001 3/2; +1 reduce MNQ 1 [001]"},
    {"R-001-1", "excess on the short side", "001 {limit: 2}", "+0 P ES L2@6000; +1 P MNQ S5@21000",
     "+1 B 001 3/2; +1 reduce MNQ 1 [001]"},
    {"R-001-3", "only the dominant side shrinks", "001 {limit: 2}",
     "+0 P MNQ S2@21000; +1 P ES S3@6000; +2 P NQ L1@21000; +7 K",
     "+1 B 001 5/2; +1 close ES [001]; +7 reduce ES 2 [001]"},
    {"R-001-1", "an offset ends the episode", "001",
     "+0 P MNQ L6@21000; +1 P ES S1@6000; +2 P MNQ L7@21000; +7 K",
     "+0 B 001 6/5; +0 reduce MNQ 1 [001]; +2 B 001 6/5; +7 reduce MNQ 1 [001] x2"},
  });
}

CAF_TEST(gross counts add long to short) {
  check({
    {"R-001-1", "at", "001 {count_type: gross}", "+0 P MNQ L2@21000; +1 P ES S3@6000", "-"},
    {"R-001-1", "above", "001 {count_type: gross}", "+0 P MNQ L2@21000; +1 P ES S4@6000",
     "+1 B 001 6/5; +1 reduce ES 1 [001]"},
    {"R-001-3", "the newest increase shrinks first", "001 {count_type: gross, limit: 3}",
     "+0 P MNQ L5@21000; +1 P ES S1@6000; +7 K",
     "+0 B 001 5/3; +0 reduce MNQ 2 [001]; +1 close ES [001]; "
     "+7 close ES [001] x2; +7 reduce MNQ 2 [001] x2"},
    {"R-E-18", "a decrease makes nothing newer", "001",
     "+0 P NQ S2@21000; +1 P ES L4@6000; +2 P MNQ L3@21000; +3 P ES L3@6000; +4 P NQ 0",
     "+4 B 001 6/5; +4 reduce MNQ 1 [001]"},
    {"R-E-18", "a new average makes nothing newer", "001",
     "+0 P NQ S2@21000; +1 P ES L4@6000; +2 P MNQ L3@21000; +3 P ES L4@6001; +4 P NQ 0",
     "+4 B 001 7/5; +4 reduce MNQ 2 [001]"},
  });
}

CAF_TEST(weights count one contract as several) {
  check({
    {"R-001-1", "at", "001 {limit: 26, weights.ES: 10}", "+0 P MNQ L6@21000; +1 P ES L2@6000", "-"},
    {"R-001-3", "the excess is rounded up to whole contracts", "001 {limit: 25, weights.ES: 10}",
     "+0 P MNQ L6@21000; +1 P ES L2@6000", "+1 B 001 26/25; +1 reduce ES 1 [001]"},
    {"R-001-3", "an excess of exactly one contract", "001 {limit: 10, weights.ES: 10}",
     "+0 P ES L2@6000", "+0 B 001 20/10; +0 reduce ES 1 [001]"},
    {"R-001-3", "one more than a whole contract", "001 {limit: 9, weights.ES: 10}",
     "+0 P ES L2@6000", "+0 B 001 20/9; +0 close ES [001]"},
    {"R-Y-7", "the gateway's own code is a key too", "001 {limit: 9, weights.EP: 10}",
     "+0 P ES L1@6000", "+0 B 001 10/9; +0 close ES [001]"},
    {"R-001-1", "net counts weigh both sides", "001 {weights.ES: 10, limit: 9}",
     "+0 P MNQ S1@21000; +1 P ES L1@6000", "-"},
  });
}

CAF_TEST(close offending brings whole contracts to flat) {
  constexpr auto rule = "001 {limit: 3, enforcement: close_offending}";
  check({
    {"R-001-4", "the newest goes although less would do", rule,
     "+0 P MNQ L2@21000; +1 P ES L5@6000", "+1 B 001 7/3; +1 close ES [001]"},
    {"R-X-9", "the directive outlives the episode", rule,
     "+0 P MNQ L3@21000; +1 P ES L2@6000; +2 P MNQ 0; +7 K",
     "+1 B 001 5/3; +1 close ES [001]; +7 close ES [001] x2"},
    {"R-X-9", "the directive survives a flip", rule,
     "+0 P MNQ L2@21000; +1 P ES L5@6000; +1.2 P ES S1@6000",
     "+1 B 001 7/3; +1 close ES [001]; +1.2 close ES [001]"},
    {"R-X-9", "a reopened position is free", rule,
     "+0 P MNQ L2@21000; +1 P ES L5@6000 id1 ct0; +2 P ES L1@6000 id2 ct2; +10 K",
     "+1 B 001 7/3; +1 close ES [001]"},
    {"R-X-10", "orders of the contract go at flat", rule,
     "+0 P MNQ L2@21000; +1 P ES L5@6000; +2 O #11 ES sell stop n5 @5900; "
     "+3 O #12 MNQ sell stop @20000; +4 P ES 0; +5 O #11 ES sell stop n5 @5900 st3; "
     "+6 O #13 ES buy limit @5900",
     "+1 B 001 7/3; +1 close ES [001]; +4 cancel #11 [001 cleanup]"},
  });
}

CAF_TEST(close all brings every contract to flat) {
  constexpr auto rule = "001 {limit: 3, enforcement: close_all}";
  check({
    {"R-001-4", "what opens during the episode goes too", rule,
     "+0 P MNQ L4@21000; +1 P ES L1@6000; +2 P MNQ 0; +3 P NQ L1@21000; +4 K",
     "+0 B 001 4/3; +0 close MNQ [001]; +1 close ES [001]"},
    {"R-F-4", "a new order of a closing contract is cancelled", rule,
     "+0 P MNQ L4@21000; +1 O #11 MNQ buy limit @20000; +2 O #12 MNQ sell stop n4 @20900",
     "+0 B 001 4/3; +0 close MNQ [001]; +1 cancel #11 [001]"},
  });
}

CAF_TEST(an episode yields one breach until the count fits again) {
  check({
    {"R-X-8", "growing violation", "001", "+0 P MNQ L6@21000; +1 P MNQ L8@21000; +2 P MNQ L9@21000",
     "+0 B 001 6/5; +0 reduce MNQ 1 [001]; +1 reduce MNQ 2 [001] x2; +2 reduce MNQ 1 [001] x3"},
    {"R-001-5", "re-entry is judged anew", "001",
     "+0 P MNQ L6@21000; +1 P MNQ 0; +2 P MNQ L6@21000",
     "+0 B 001 6/5; +0 reduce MNQ 1 [001]; +2 B 001 6/5; +2 reduce MNQ 1 [001]"},
    {"R-F-4", "repeated after 5 s to the microsecond", "001",
     "+0 P MNQ L6@21000; +4.999999 K; +5 K; +9.999999 K; +10 K",
     "+0 B 001 6/5; +0 reduce MNQ 1 [001]; +5 reduce MNQ 1 [001] x2; "
     "+10 reduce MNQ 1 [001] x3"},
    {"R-T-7", "the reset changes nothing", "001", "+0 P MNQ L6@21000; +28801 K",
     "+0 B 001 6/5; +0 reduce MNQ 1 [001]; +28800 R 2026-03-04 0.00 n0; "
     "+28800 reduce MNQ 1 [001] x2"},
  });
}

CAF_TEST(accounts stay apart when events come late) {
  check({
    {"R-0-1", "two accounts", "001", "+0 P MNQ L6@21000 acc2; +1 P MNQ L5@21000 acc1",
     "+0 acc2 B 001 6/5; +0 acc2 reduce MNQ 1 [001]"},
    {"R-0-1", "ascending account id at one clock line", "001",
     "+0 P MNQ L6@21000 acc3; +1 P MNQ L7@21000 acc2; +9 K",
     "+0 acc3 B 001 6/5; +0 acc3 reduce MNQ 1 [001]; +1 acc2 B 001 7/5; "
     "+1 acc2 reduce MNQ 2 [001]; +9 acc2 reduce MNQ 2 [001] x2; +9 acc3 reduce MNQ 1 [001] x2"},
    {"R-E-17", "duplicate", "001", "+0 P MNQ L6@21000; +1 P MNQ L6@21000",
     "+0 B 001 6/5; +0 reduce MNQ 1 [001]"},
    {"R-E-17", "row of an older instance", "001",
     "+0 P MNQ L5@21000 id5 ct0; +1 P MNQ L9@21000 id4 ct-60; +2 P MNQ S9@21000 id4 ct-60", "-"},
    {"R-E-17", "row of the same instance from before", "001",
     "+0 P MNQ L5@21000 id5 ct0; +1 P MNQ L6@21000 id5 ct0", "+1 B 001 6/5; +1 reduce MNQ 1 [001]"},
  });
}

CAF_TEST(a restart neither repeats breaches nor forgets them) {
  check({
    {"R-X-11", "the episode survives, the command memory does not", "001",
     "+0 P MNQ L6@21000; +1 X; +2 K; +3 P MNQ L5@21000; +4 P MNQ L6@21000",
     "+0 B 001 6/5; +0 reduce MNQ 1 [001]; +1 reduce MNQ 1 [001]; +4 B 001 6/5; "
     "+4 reduce MNQ 1 [001] x2"},
    {"R-X-11", "directives survive", "001 {limit: 3, enforcement: close_offending}",
     "+0 P MNQ L3@21000; +1 P ES L2@6000; +2 P MNQ L1@21000; +3 X; +4 P ES 0; +5 P ES L2@6000",
     "+1 B 001 5/3; +1 close ES [001]; +3 close ES [001]"},
  });
}

} // namespace domain_rule_001
