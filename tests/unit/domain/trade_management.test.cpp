#define CAF_SUITE domain.rule_012

#include "domain/rules/trade_management.hpp"

#include "tests/support/scenario.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_rule_012 {

using riskd::test::scenario;

namespace {

void check(const std::vector<scenario>& rows) {
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(differences(row), std::string{});
}

constexpr auto breakeven = "012 {trailing_stop.enabled: false, if_missing: skip}";
constexpr auto trailing = "012 {auto_breakeven.enabled: false, if_missing: skip}";
constexpr auto fixed = "012 {auto_breakeven.enabled: false, trailing_stop.enabled: false, "
                       "auto_stop.enabled: true, if_missing: skip}";

} // namespace

// R-012-2, R-012-8
CAF_TEST(the stop goes to the entry once the position is ahead) {
  constexpr auto other = "012 {auto_breakeven: {enabled: true, profit_threshold_ticks: 5, "
                         "offset_ticks: 2}, trailing_stop.enabled: false, if_missing: skip}";
  constexpr auto entry = "012 {auto_breakeven: {enabled: true, profit_threshold_ticks: 4, "
                         "offset_ticks: 0}, trailing_stop.enabled: false, if_missing: skip}";
  check({
    {"R-012-2", "long, a tick short", breakeven,
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21495; +1 Q MNQ 21500.75", "-"},
    {"R-012-2", "long, at", breakeven,
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21495; +1 Q MNQ 21501",
     "+1 modify #11 @21500.25 [012]"},
    {"R-012-2", "short, a tick short", breakeven,
     "+0 P MNQ S1@21500; +0 O #11 MNQ buy stop @21505; +1 Q MNQ 21499.25", "-"},
    {"R-012-2", "short, at", breakeven,
     "+0 P MNQ S1@21500; +0 O #11 MNQ buy stop @21505; +1 Q MNQ 21499",
     "+1 modify #11 @21499.75 [012]"},
    {"R-012-2", "another threshold with another offset", other,
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21495; +1 Q MNQ 21501; +2 Q MNQ 21501.25",
     "+2 modify #11 @21500.5 [012]"},
    {"R-012-2", "exactly the entry", entry,
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21495; +1 Q MNQ 21501",
     "+1 modify #11 @21500 [012]"},
    {"R-012-2", "a long average between ticks goes up", breakeven,
     "+0 P MNQ L1@21500.1; +0 O #11 MNQ sell stop @21495; +1 Q MNQ 21501; +2 Q MNQ 21501.25",
     "+2 modify #11 @21500.5 [012]"},
    {"R-012-2", "a short average between ticks goes down", breakeven,
     "+0 P MNQ S1@21500.1; +0 O #11 MNQ buy stop @21505; +1 Q MNQ 21499.25; +2 Q MNQ 21499",
     "+2 modify #11 @21499.75 [012]"},
    {"R-012-2", "off", "012 {auto_breakeven.enabled: false, trailing_stop.enabled: false}",
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21495; +1 Q MNQ 21600", "-"},
  });
}

// R-012-1, R-012-2, R-012-3
CAF_TEST(the stop follows the best mark) {
  constexpr auto other = "012 {auto_breakeven.enabled: false, trailing_stop: {enabled: true, "
                         "activation_profit_ticks: 6, trail_ticks: 2}, if_missing: skip}";
  check({
    {"R-012-2", "long, a tick short", trailing,
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21495; +1 Q MNQ 21501.75", "-"},
    {"R-012-2", "long, at", trailing,
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21495; +1 Q MNQ 21502",
     "+1 modify #11 @21501 [012]"},
    {"R-012-2", "short, a tick short", trailing,
     "+0 P MNQ S1@21500; +0 O #11 MNQ buy stop @21505; +1 Q MNQ 21498.25", "-"},
    {"R-012-2", "short, at", trailing,
     "+0 P MNQ S1@21500; +0 O #11 MNQ buy stop @21505; +1 Q MNQ 21498",
     "+1 modify #11 @21499 [012]"},
    {"R-012-2", "another activation with another trail", other,
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21495; +1 Q MNQ 21501.25; +2 Q MNQ 21501.5",
     "+2 modify #11 @21501 [012]"},
    {"R-012-1", "a long remembers the highest", trailing,
     "+0 P MNQ L1@21500; +1 Q MNQ 21504; +2 Q MNQ 21503.5; +3 O #11 MNQ sell stop @21495",
     "+3 modify #11 @21503 [012]"},
    {"R-012-1", "a short remembers the lowest", trailing,
     "+0 P MNQ S1@21500; +1 Q MNQ 21496; +2 Q MNQ 21496.5; +3 O #11 MNQ buy stop @21505",
     "+3 modify #11 @21497 [012]"},
    {"R-012-1", "marks from before the entry do not count", trailing,
     "+0 Q MNQ 21600; +1 P MNQ L1@21500; +1 O #11 MNQ sell stop @21495; +2 Q MNQ 21501", "-"},
    {"R-012-1", "a new instance forgets", trailing,
     "+0 P MNQ L1@21500; +1 Q MNQ 21510; +2 P MNQ 0; +3 P MNQ L1@21500; "
     "+3 O #11 MNQ sell stop @21495; +4 Q MNQ 21501.75",
     "-"},
    {"R-012-3", "a long level does not fall with the average", trailing,
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop n2 @21495; +1 Q MNQ 21502; +2 P MNQ L2@21490; "
     "+3 Q MNQ 21501.5",
     "+1 modify #11 @21501 [012]"},
    {"R-012-3", "a short level does not rise with the average", trailing,
     "+0 P MNQ S1@21500; +0 O #11 MNQ buy stop n2 @21505; +1 Q MNQ 21498; +2 P MNQ S2@21510; "
     "+3 Q MNQ 21498.5",
     "+1 modify #11 @21499 [012]"},
    {"R-012-3", "the tightest of all counts", "012 {if_missing: skip}",
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21495; +1 Q MNQ 21501; +2 Q MNQ 21502",
     "+1 modify #11 @21500.25 [012]; +2 modify #11 @21501 [012] x2"},
  });
}

// R-012-2
CAF_TEST(a fixed stop stands at its distance from the entry) {
  constexpr auto other = "012 {auto_breakeven.enabled: false, trailing_stop.enabled: false, "
                         "auto_stop: {enabled: true, stop_ticks: 3}, if_missing: skip}";
  check({
    {"R-012-2", "long", fixed, "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21495; +1 Q MNQ 21500",
     "+1 modify #11 @21497.5 [012]"},
    {"R-012-2", "short", fixed, "+0 P MNQ S1@21500; +0 O #11 MNQ buy stop @21505; +1 Q MNQ 21500",
     "+1 modify #11 @21502.5 [012]"},
    {"R-012-2", "nearer", other, "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21495; +1 Q MNQ 21500",
     "+1 modify #11 @21499.25 [012]"},
    {"R-012-2", "a long average between ticks goes up", fixed,
     "+0 P MNQ L1@21500.1; +0 O #11 MNQ sell stop @21495; +1 Q MNQ 21500",
     "+1 modify #11 @21497.75 [012]"},
    {"R-012-2", "a short average between ticks goes down", fixed,
     "+0 P MNQ S1@21500.1; +0 O #11 MNQ buy stop @21505; +1 Q MNQ 21500",
     "+1 modify #11 @21502.5 [012]"},
    {"R-012-2", "no average", fixed, "+0 P MNQ L1@0; +0 O #11 MNQ sell stop @21495; +1 Q MNQ 21500",
     "+0 A bad_payload"},
  });
}

// R-012-4
CAF_TEST(stops wait while they would trigger at once) {
  check({
    {"R-012-4", "long, at the mark", breakeven,
     "+0 P MNQ L1@21500; +1 Q MNQ 21501; +2 Q MNQ 21500.25; +3 O #11 MNQ sell stop @21495; "
     "+4 Q MNQ 21500.5",
     "+4 modify #11 @21500.25 [012]"},
    {"R-012-4", "short, at the mark", breakeven,
     "+0 P MNQ S1@21500; +1 Q MNQ 21499; +2 Q MNQ 21499.75; +3 O #11 MNQ buy stop @21505; "
     "+4 Q MNQ 21499.5",
     "+4 modify #11 @21499.75 [012]"},
    {"R-012-4", "without a quote", fixed, "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21495; +1 K",
     "-"},
    {"R-012-4", "under a flatten lock", "003; 012",
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21495; +1 T #1 -500 ES; +2 Q MNQ 21502",
     "+1 B 003 -500.00/-500.00; +1 L 003 hard flatten 2026-03-03T23:00:00Z; "
     "+1 close MNQ [003]"},
    {"R-012-4", "under a directive", "005 {target: 4}; 012",
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21495; +1 Q MNQ 21502",
     "+1 B 005 4.00/4.00 MNQ; +1 close MNQ [005]"},
    {"R-012-4", "in a blocked product", "011 {blocked_symbols: [MNQ]}; 012",
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21495; +1 Q MNQ 21502",
     "+0 B 011 1/0 MNQ; +0 close MNQ [011]"},
    {"R-012-4", "not under a keep lock", "006 {limits.per_minute: 1}; 012",
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21495; +1 T #1 null; +1 T #2 null; "
     "+2 Q MNQ 21502",
     "+1 B 006 2/1 per_minute #2; +1 L 006 cooldown keep 2026-03-03T15:01:01Z; "
     "+2 modify #11 @21501 [012]"},
  });
}

// R-012-5
CAF_TEST(only working stops are moved by at least a tick) {
  check({
    {"R-012-5", "at the level already", breakeven,
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21500.25; +1 Q MNQ 21501", "-"},
    {"R-012-5", "a tick away", breakeven,
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21500; +1 Q MNQ 21501",
     "+1 modify #11 @21500.25 [012]"},
    {"R-012-5", "less than a tick away", breakeven,
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21500.01; +1 Q MNQ 21501", "-"},
    {"R-012-5", "short, less than a tick away", breakeven,
     "+0 P MNQ S1@21500; +0 O #11 MNQ buy stop @21499.99; +1 Q MNQ 21499", "-"},
    {"R-012-5", "tighter already", breakeven,
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21500.5; +1 Q MNQ 21501", "-"},
    {"R-012-5", "several by id", breakeven,
     "+0 P MNQ L2@21500; +0 O #12 MNQ sell stop @21495; +0 O #11 MNQ sell stop @21490; "
     "+1 Q MNQ 21501",
     "+1 modify #11 @21500.25 [012]; +1 modify #12 @21500.25 [012]"},
    {"R-012-5", "other types", breakeven,
     "+0 P MNQ L2@21500; +0 O #11 MNQ sell slimit @21495; +0 O #12 MNQ sell trail; +1 Q MNQ 21501",
     "-"},
    {"R-012-5", "suspended", breakeven,
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21495 st8; +1 Q MNQ 21501", "-"},
    {"R-012-5", "another side", breakeven,
     "+0 P MNQ L1@21500; +0 O #11 MNQ buy stop @21505; +1 Q MNQ 21501", "-"},
    {"R-012-5", "without a price", breakeven,
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop; +1 Q MNQ 21501", "-"},
    {"R-012-5", "loosened by hand", breakeven,
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21495; +1 Q MNQ 21501; "
     "+2 O #11 MNQ sell stop @21480",
     "+1 modify #11 @21500.25 [012]; +2 modify #11 @21500.25 [012] x2"},
    {"R-012-5", "commanded once", breakeven,
     "+0 P MNQ L1@21500; +0 O #11 MNQ sell stop @21495; +1 Q MNQ 21501; +2 Q MNQ 21501; +9 K",
     "+1 modify #11 @21500.25 [012]"},
  });
}

} // namespace domain_rule_012
