#define CAF_SUITE domain.rule_010

#include "domain/rules/auth_loss_guard.hpp"

#include "domain/rules/evaluation.hpp"
#include "tests/support/scenario.hpp"
#include "tests/support/scenario_desk.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <vector>

namespace domain_rule_010 {

using namespace riskd::domain;
using riskd::test::scenario;

namespace {

void check(const std::vector<scenario>& rows) {
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(differences(row), std::string{});
}

} // namespace

// R-010-1
CAF_TEST(an account that is forbidden to trade is flattened) {
  constexpr auto lock = "+1 B 010 false/true; +1 L 010 condition flatten -";
  const auto with = [&](const std::string& more) {
    return std::string{lock} + more;
  };
  const auto closed = with("; +1 close MNQ [010]");
  const auto cancelled = with("; +1 cancel #11 [010]");
  const auto entry = with("; +9 close ES [010]");
  check({
    {"R-010-1", "allowed", "010", "+0 P MNQ L1@21000; +1 C true", "-"},
    {"R-010-1", "never told", "010", "+0 P MNQ L1@21000; +1 K", "-"},
    {"R-010-1", "flat", "010", "+1 C false", lock},
    {"R-010-1", "long", "010", "+0 P MNQ L1@21000; +1 C false", closed},
    {"R-010-1", "short", "010", "+0 P MNQ S1@21000; +1 C false", closed},
    {"R-010-1", "orders", "010", "+0 O #11 MNQ buy limit @20900; +1 C false", cancelled},
    {"R-010-1", "what opens later goes too", "010", "+1 C false; +9 P ES L1@6000", entry},
    {"R-010-1", "told again", "010", "+1 C false; +2 C false; +3 C false", lock},
    {"R-010-1", "another interval judges the same", "010 {check_interval_seconds: 10}",
     "+1 C false", lock},
    {"R-010-1", "off", "003", "+1 C false", "-"},
    {"R-X-7", "named after the daily loss", "003; 010",
     "+0 P MNQ L1@21000; +1 C false; +2 P MNQ 0; +3 T #1 -500; +4 P ES L1@6000",
     "+1 B 010 false/true; +1 L 010 condition flatten -; +1 close MNQ [010]; "
     "+3 B 003 -500.00/-500.00; +3 L 003 hard flatten 2026-03-03T23:00:00Z; +4 close ES [003]"},
  });
}

// R-010-2
CAF_TEST(the lock ends when the account may trade again) {
  check({
    {"R-010-2", "allowed again", "010", "+1 C false; +60 C true; +61 P MNQ L1@21000",
     "+1 B 010 false/true; +1 L 010 condition flatten -; +60 U 010 condition"},
    {"R-010-2", "forbidden anew", "010", "+1 C false; +60 C true; +61 C false",
     "+1 B 010 false/true; +1 L 010 condition flatten -; +60 U 010 condition; "
     "+61 B 010 false/true; +61 L 010 condition flatten -"},
    {"R-010-2", "the reset leaves it alone", "010", "+1 C false; +28800 K; +28801 P MNQ L1@21000",
     "+1 B 010 false/true; +1 L 010 condition flatten -; +28800 R 2026-03-04 0.00 n0; "
     "+28801 close MNQ [010]"},
    {"R-X-11", "a restart leaves it alone", "010",
     "+1 C false; +2 X; +3 P MNQ L1@21000; +60 C true",
     "+1 B 010 false/true; +1 L 010 condition flatten -; +3 close MNQ [010]; "
     "+60 U 010 condition"},
  });
}

// R-010-2, R-C-9: switching the rule off neither ends the lock nor keeps it beyond its condition.
CAF_TEST(the lock ends by its condition though the rule is off) {
  auto account = riskd::test::account_after("010", "+1 C false");
  const auto findings = [&] {
    return rules::judge({account.state, account.binding, account.settings}, {},
                        riskd::test::at("9"))
      .findings;
  };
  const auto over = rules::finding{rules::condition_over{rule_id::auth_loss_guard}};
  account.settings = riskd::test::parse_configuration("003").base;
  CAF_CHECK(findings().empty());
  account.state.can_trade = true;
  CAF_CHECK(findings() == std::vector{over});
  account.settings = riskd::test::parse_configuration("010").base;
  CAF_CHECK(findings() == std::vector{over});
  account.binding.locks = {};
  CAF_CHECK(findings().empty());
}

// R-010-3
CAF_TEST(a refused close is tried again under the lock) {
  auto bench = riskd::test::desk_bench{"010", "+0 P MNQ L1@21000; +1 C false"};
  CAF_CHECK_EQUAL(bench.look("1"), "close MNQ [010]");
  CAF_CHECK_EQUAL(bench.reply("1.1", "MNQ", call_outcome::order_rejected), "close MNQ [010] x2");
  CAF_CHECK_EQUAL(bench.account.binding.locks.all().size(), 1U);
}

// R-010-4
CAF_TEST(a lost connection never locks) {
  check({
    {"R-010-4", "every link", "010",
     "+0 C true; +0 P MNQ L1@21000; +1 H user down; +2 H market down; +3 H rest down; +99 K",
     "+1 A connection_lost; +2 A connection_lost; +3 A connection_lost"},
    {"R-010-4", "a lock outlives it", "010", "+1 C false; +2 H user down; +3 H user up; +4 K",
     "+1 B 010 false/true; +1 L 010 condition flatten -; +2 A connection_lost; "
     "+3 A connection_restored"},
  });
}

} // namespace domain_rule_010
