#define CAF_SUITE domain.rule_006

#include "domain/rules/trade_frequency_limit.hpp"

#include "tests/support/scenario.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_rule_006 {

using riskd::test::scenario;

namespace {

void check(const std::vector<scenario>& rows) {
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(differences(row), std::string{});
}

} // namespace

// R-006-4, R-006-5
CAF_TEST(the minute is half open) {
  constexpr auto one = "006 {limits.per_minute: 1}";
  check({
    {"R-006-4", "at the limit", "006", "+0 T #1 null; +20 T #2 null; +40 T #3 null", "-"},
    {"R-006-4", "above the limit", "006",
     "+0 T #1 null; +20 T #2 null; +40 T #3 null; +59 T #4 null",
     "+59 B 006 4/3 per_minute #4; +59 L 006 cooldown keep 2026-03-03T15:01:59Z"},
    {"R-006-4", "a microsecond within", one, "+0 T #1 null; +60 T #2 null at59.999999",
     "+60 B 006 2/1 per_minute #2; +60 L 006 cooldown keep 2026-03-03T15:02:00Z"},
    {"R-006-4", "a minute later to the microsecond", one, "+0 T #1 null; +60 T #2 null", "-"},
    {"R-006-4", "at one instant", one, "+0 T #1 null; +0 T #2 null",
     "+0 B 006 2/1 per_minute #2; +0 L 006 cooldown keep 2026-03-03T15:01:00Z"},
    {"R-006-4", "a late fill counts for later anchors", one, "+0 T #1 null; +90 T #2 null at59",
     "+90 B 006 2/1 per_minute #2; +90 L 006 cooldown keep 2026-03-03T15:02:30Z"},
    {"R-006-4", "a late fill far from all others", one, "+100 T #1 null; +190 T #2 null at40", "-"},
    {"R-006-4", "an anchor after the late fill", one, "+100 T #1 null; +190 T #2 null at40.000001",
     "+190 B 006 2/1 per_minute #2; +190 L 006 cooldown keep 2026-03-03T15:04:10Z"},
    {"R-006-4", "each unit beyond it is a breach of its own", one,
     "+0 T #1 null; +1 T #2 null; +2 T #3 null",
     "+1 B 006 2/1 per_minute #2; +1 L 006 cooldown keep 2026-03-03T15:01:01Z; "
     "+2 B 006 3/1 per_minute #3; +2 L 006 cooldown keep 2026-03-03T15:01:02Z ext"},
    {"R-006-5", "another pause", "006 {limits.per_minute: 1, cooldown_seconds.per_minute: 7}",
     "+0 T #1 null; +1 T #2 null; +7.999999 K; +8 K",
     "+1 B 006 2/1 per_minute #2; +1 L 006 cooldown keep 2026-03-03T15:00:08Z; +8 U 006 expired"},
    {"R-006-4", "off", "006 {limits.per_minute: null}",
     "+0 T #1 null; +1 T #2 null; +2 T #3 null; +3 T #4 null", "-"},
  });
}

// R-006-4, R-006-5
CAF_TEST(the hour comes after the minute as does the day after the hour) {
  constexpr auto hour = "006 {limits.per_minute: null, limits.per_hour: 1}";
  constexpr auto day
    = "006 {limits.per_minute: null, limits.per_hour: null, limits.per_session: 1}";
  check({
    {"R-006-4", "a microsecond within the hour", hour,
     "+0 T #1 null; +3600 T #2 null at3599.999999",
     "+3600 B 006 2/1 per_hour #2; +3600 L 006 cooldown keep 2026-03-03T16:30:00Z"},
    {"R-006-4", "an hour later to the microsecond", hour, "+0 T #1 null; +3600 T #2 null", "-"},
    {"R-006-5", "another pause of the hour",
     "006 {limits.per_minute: null, limits.per_hour: 1, cooldown_seconds.per_hour: until_reset}",
     "+0 T #1 null; +1 T #2 null",
     "+1 B 006 2/1 per_hour #2; +1 L 006 cooldown keep 2026-03-03T23:00:00Z"},
    {"R-006-4", "the day has no length", day, "+0 T #1 null; +28000 T #2 null",
     "+28000 B 006 2/1 per_session #2; +28000 L 006 cooldown keep 2026-03-03T23:46:40Z"},
    {"R-006-4", "the minute first", "006 {limits.per_minute: 1, limits.per_hour: 1}",
     "+0 T #1 null; +1 T #2 null; +61.5 T #3 null",
     "+1 B 006 2/1 per_minute #2; +1 L 006 cooldown keep 2026-03-03T15:01:01Z; "
     "+61 U 006 expired; +61.5 B 006 3/1 per_hour #3; "
     "+61.5 L 006 cooldown keep 2026-03-03T15:31:01.500000Z"},
    {"R-006-4", "the hour before the day",
     "006 {limits.per_minute: null, limits.per_hour: 1, limits.per_session: 1}",
     "+0 T #1 null; +1 T #2 null",
     "+1 B 006 2/1 per_hour #2; +1 L 006 cooldown keep 2026-03-03T15:30:01Z"},
  });
}

// R-006-7
CAF_TEST(further entries of a full day lock again until the reset) {
  constexpr auto day
    = "006 {limits.per_minute: null, limits.per_hour: null, limits.per_session: 1, "
      "cooldown_seconds.per_session: 10}";
  check({
    {"R-006-7", "each unit locks again", day, "+0 T #1 null; +1 T #2 null; +11 K; +20 T #3 null",
     "+1 B 006 2/1 per_session #2; +1 L 006 cooldown keep 2026-03-03T15:00:11Z; "
     "+11 U 006 expired; +20 B 006 3/1 per_session #3; "
     "+20 L 006 cooldown keep 2026-03-03T15:00:30Z"},
    {"R-006-3", "the reset starts from zero", day, "+0 T #1 null; +28800 T #2 null",
     "+28800 R 2026-03-04 0.00 n1"},
    {"R-006-3", "also the minute", "006 {limits.per_minute: 1}",
     "+28799.999999 T #1 null; +28800 T #2 null", "+28800 R 2026-03-04 0.00 n1"},
    {"R-006-3", "a late fill of the old day is none", "006 {limits.per_minute: 1}",
     "+0 C true; +28800 T #1 null; +28801 T #2 null at28799.999999", "+28800 R 2026-03-04 0.00 n0"},
    {"R-Y-16", "fills dated ahead become units in the step of the reset",
     "006 {limits.per_minute: 1}",
     "+0 C true; +28790 T #1 null at28800; +28791 T #2 null at28801; "
     "+28800 K",
     "+28800 R 2026-03-04 0.00 n0; +28800 B 006 2/1 per_minute #1; "
     "+28800 L 006 cooldown keep 2026-03-03T23:01:00Z; +28800 B 006 2/1 per_minute #2"},
  });
}

// R-006-4
CAF_TEST(reaching the limit is enough if asked) {
  check({
    {"R-006-4", "below", "006 {trigger: on_reach}", "+0 T #1 null; +1 T #2 null", "-"},
    {"R-006-4", "at", "006 {trigger: on_reach}", "+0 T #1 null; +1 T #2 null; +2 T #3 null",
     "+2 B 006 3/3 per_minute #3; +2 L 006 cooldown keep 2026-03-03T15:01:02Z"},
    {"R-006-4", "the lowest limit", "006 {limits.per_minute: 1, trigger: on_reach}", "+0 T #1 null",
     "+0 B 006 1/1 per_minute #1; +0 L 006 cooldown keep 2026-03-03T15:01:00Z"},
  });
}

// R-006-1, R-006-5
CAF_TEST(what counts is chosen by the mode) {
  constexpr auto turns = "006 {limits.per_minute: 1, count_mode: round_turns}";
  constexpr auto fills = "006 {limits.per_minute: 1, count_mode: fills}";
  constexpr auto entries = "006 {limits.per_minute: 1}";
  check({
    {"R-006-1", "parts of one order are one entry", entries, "+0 T #1 null; +1 T #1 null", "-"},
    {"R-006-1", "exits are no entries", entries, "+0 T #1 -1; +1 T #2 0; +2 T #3 1", "-"},
    {"R-006-1", "entries are no turns", turns, "+0 T #1 null; +1 T #2 null", "-"},
    {"R-006-1", "parts of one exit are one turn", turns, "+0 T #1 -1; +1 T #1 -1", "-"},
    {"R-006-1", "two exits are two turns", turns, "+0 T #1 -1; +1 T #2 0",
     "+1 B 006 2/1 per_minute #2; +1 L 006 cooldown keep 2026-03-03T15:01:01Z"},
    {"R-006-5", "every fill, without an order", fills, "+0 T #1 null; +1 T #1 -1",
     "+1 B 006 2/1 per_minute; +1 L 006 cooldown keep 2026-03-03T15:01:01Z"},
    {"R-006-1", "a fill without an order is a unit of its own", entries,
     "+0 T #- null; +1 T #- null",
     "+1 B 006 2/1 per_minute; +1 L 006 cooldown keep 2026-03-03T15:01:01Z"},
    {"R-006-1", "a unit whose fills are all voided is gone", entries,
     "+0 T #1 null id7; +1 T #1 null id7 void; +2 T #2 null", "+1 A trade_corrected MNQ"},
    {"R-006-1", "one fill left keeps the unit at its own time", entries,
     "+0 T #1 null id7; +30 T #1 null id8; +31 T #1 null id7 void; +61 T #2 null",
     "+31 A trade_corrected MNQ; +61 B 006 2/1 per_minute #2; "
     "+61 L 006 cooldown keep 2026-03-03T15:02:01Z"},
  });
}

// R-006-2
CAF_TEST(a fill that turns its position round is an entry) {
  constexpr auto rule = "006 {limits.per_minute: 1}";
  constexpr auto second = "+5 B 006 2/1 per_minute #2; +5 L 006 cooldown keep 2026-03-03T15:01:05Z";
  check({
    {"R-006-2", "long, as large as the fill", rule,
     "+0 P MNQ L2@21000; +0 T #1 null; +5 T #2 -10 n2 sell", "-"},
    {"R-006-2", "long, smaller than the fill", rule,
     "+0 P MNQ L2@21000; +0 T #1 null; +5 T #2 -10 n3 sell", second},
    {"R-006-2", "short, as large as the fill", rule,
     "+0 P MNQ S2@21000; +0 T #1 null sell; +5 T #2 -10 n2 buy", "-"},
    {"R-006-2", "short, smaller than the fill", rule,
     "+0 P MNQ S2@21000; +0 T #1 null sell; +5 T #2 -10 n3 buy", second},
    {"R-006-2", "the position came first: same side as the fill", rule,
     "+0 T #1 null; +1 P MNQ S1@21000; +5 T #2 -10 n2 sell", second},
    {"R-006-2", "no position", rule, "+0 T #1 null; +5 T #2 -10 n2 sell", "-"},
    {"R-Y-1", "a correction of the size turns nothing round", rule,
     "+0 P MNQ L2@21000; +0 T #1 null; +5 T #2 -10 n2 sell id7; +6 T #2 -10 n3 sell id7",
     "+6 A trade_corrected MNQ"},
  });
}

// R-006-6
CAF_TEST(what becomes of positions is chosen) {
  constexpr auto lock = "+1 B 006 2/1 per_minute #2; +1 L 006 cooldown keep 2026-03-03T15:01:01Z";
  const auto with = [&](const std::string& more) {
    return std::string{lock} + more;
  };
  const auto reduced = with("; +2 reduce MNQ 1 [006]");
  const auto closed = with("; +2 close ES [006]");
  const auto cancelled = with("; +2 cancel #11 [006]");
  check({
    {"R-006-6", "the entry that was too much goes", "006 {limits.per_minute: 1}",
     "+0 T #1 null; +0 P MNQ L1@21000; +1 T #2 null; +2 P MNQ L2@21000", reduced},
    {"R-006-6", "an entry whose position came first stays", "006 {limits.per_minute: 1}",
     "+0 T #1 null; +0 P MNQ L1@21000; +0.9 P MNQ L2@21000; +1 T #2 null; +2 K", lock},
    {"R-006-6", "a short position may shrink", "006 {limits.per_minute: 1}",
     "+0 P MNQ S2@21000; +0 T #1 null sell; +1 T #2 null sell; +2 P MNQ S1@21000", lock},
    {"R-006-6", "what opens goes", "006 {limits.per_minute: 1}",
     "+0 P MNQ L1@21000; +0 T #1 null; +1 T #2 null; +2 P ES L1@6000", closed},
    {"R-006-6", "orders that open go", "006 {limits.per_minute: 1}",
     "+0 P MNQ L1@21000; +0 T #1 null; +1 T #2 null; +2 O #11 MNQ buy limit @20900", cancelled},
    {"R-006-6", "exits stay", "006 {limits.per_minute: 1}",
     "+0 P MNQ L1@21000; +0 T #1 null; +1 T #2 null; +2 O #11 MNQ sell limit @21100; "
     "+3 O #12 MNQ sell stop @20900",
     lock},
    {"R-006-6", "flattened", "006 {limits.per_minute: 1, existing_positions: flatten}",
     "+0 P MNQ L1@21000; +0 T #1 null; +1 T #2 null",
     "+1 B 006 2/1 per_minute #2; +1 L 006 cooldown flatten 2026-03-03T15:01:01Z; "
     "+1 close MNQ [006]"},
  });
}

} // namespace domain_rule_006
