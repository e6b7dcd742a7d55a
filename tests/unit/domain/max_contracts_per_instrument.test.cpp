#define CAF_SUITE domain.rule_002

#include "domain/rules/max_contracts_per_instrument.hpp"

#include "tests/support/scenario.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_rule_002 {

using namespace riskd::domain;
using riskd::test::scenario;

namespace {

void check(const std::vector<scenario>& rows) {
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(differences(row), std::string{});
}

} // namespace

CAF_TEST(the limit of a product is allowed) {
  check({
    {"R-002-2", "below", "002", "+0 P MNQ L2@21000", "-"},
    {"R-002-2", "at", "002", "+0 P MNQ L3@21000", "-"},
    {"R-002-2", "above", "002", "+0 P MNQ L4@21000", "+0 B 002 4/3 MNQ; +0 reduce MNQ 1 [002]"},
    {"R-002-2", "short, at", "002", "+0 P MNQ S3@21000", "-"},
    {"R-002-2", "short, above", "002", "+0 P MNQ S4@21000",
     "+0 B 002 4/3 MNQ; +0 reduce MNQ 1 [002]"},
    {"R-002-2", "a limit of none", "002 {instrument_limits.MNQ: 0}", "+0 P MNQ L1@21000",
     "+0 B 002 1/0 MNQ; +0 close MNQ [002]"},
    {"R-002-2", "none held under a limit of none", "002 {instrument_limits.MNQ: 0}",
     "+0 P MNQ 0; +1 P ES L3@6000", "-"},
    {"R-002-2", "other products are untouched", "002 {instrument_limits.MNQ: 2}",
     "+0 P ES L3@6000; +1 P NQ S3@21000; +2 P MNQ L3@21000",
     "+2 B 002 3/2 MNQ; +2 reduce MNQ 1 [002]"},
  });
}

CAF_TEST(an unlisted product has the default) {
  check({
    {"R-002-1", "default limit", "002 {default_limit: 1}", "+0 P RTY L2@2100",
     "+0 B 002 2/1 RTY; +0 reduce RTY 1 [002]"},
    {"R-002-1", "blocked", "002 {unknown_product_action: block, instrument_limits.ES: 1}",
     "+0 P ES L1@6000; +1 P RTY S1@2100", "+1 B 002 1/0 RTY; +1 close RTY [002]"},
    {"R-002-1", "no limit", "002 {unknown_product_action: allow, instrument_limits.ES: 1}",
     "+0 P RTY L1000@2100; +1 P ES L2@6000", "+1 B 002 2/1 ES; +1 reduce ES 1 [002]"},
    {"R-002-1", "a listed limit may exceed the default", "002 {instrument_limits.MNQ: 10}",
     "+0 P MNQ L10@21000", "-"},
  });
}

CAF_TEST(all contracts of a product count together) {
  check({
    {"R-002-1", "long with short, at", "002", "+0 P MNQ L2@21000; +1 P MNQM S1@21000", "-"},
    {"R-002-1", "long with short, above", "002", "+0 P MNQ L2@21000; +1 P MNQM S2@21000",
     "+1 B 002 4/3 MNQ; +1 reduce MNQM 1 [002]"},
    {"R-002-3", "the newest increase shrinks first", "002 {instrument_limits.MNQ: 2}",
     "+0 P MNQM L1@21000; +1 P MNQ L1@21000; +2 P MNQM L2@21000",
     "+2 B 002 3/2 MNQ; +2 reduce MNQM 1 [002]"},
    {"R-002-3", "then the one before", "002 {instrument_limits.MNQ: 1}",
     "+0 P MNQ L3@21000; +1 P MNQM L1@21000; +7 K",
     "+0 B 002 3/1 MNQ; +0 reduce MNQ 2 [002]; +1 close MNQM [002]; "
     "+7 reduce MNQ 2 [002] x2; +7 close MNQM [002] x2"},
    {"R-002-1", "a key in the gateway's spelling", "002 {instrument_limits.EP: 1}",
     "+0 P ES L2@6000", "+0 B 002 2/1 ES; +0 reduce ES 1 [002]"},
    {"R-V-4", "a key in lower case", "002 {instrument_limits.es: 1}", "+0 P ES L2@6000",
     "+0 B 002 2/1 ES; +0 reduce ES 1 [002]"},
    {"R-E-20", "no catalogue row", "002 {instrument_limits.ES: 1}; no contract lines",
     "+0 P ES L2@6000", "+0 A unknown_contract ES; +0 B 002 2/1 ES; +0 reduce ES 1 [002]"},
  });
}

CAF_TEST(close all brings the product to flat) {
  constexpr auto rule = "002 {instrument_limits.MNQ: 2, enforcement: close_all}";
  check({
    {"R-002-3", "other products stay", rule, "+0 P ES L3@6000; +1 P MNQ L3@21000",
     "+1 B 002 3/2 MNQ; +1 close MNQ [002]"},
    {"R-002-3", "what opens during the episode goes too", rule,
     "+0 P MNQ L3@21000; +1 P MNQM L1@21000",
     "+0 B 002 3/2 MNQ; +0 close MNQ [002]; +1 close MNQM [002]"},
    {"R-X-9", "what opens after the episode stays", rule,
     "+0 P MNQ L3@21000; +1 P MNQ L2@21000; +2 P MNQ 0; +3 P MNQM L1@21000",
     "+0 B 002 3/2 MNQ; +0 close MNQ [002]"},
    {"R-X-10", "orders left over are cleaned up", rule,
     "+0 P MNQ L3@21000; +1 O #11 MNQ sell stop n3 @20000; +2 P MNQ 0",
     "+0 B 002 3/2 MNQ; +0 close MNQ [002]; +2 cancel #11 [002 cleanup]"},
  });
}

CAF_TEST(each product has its own episode) {
  check({
    {"R-X-8", "growing violation", "002", "+0 P MNQ L4@21000; +1 P MNQ L6@21000",
     "+0 B 002 4/3 MNQ; +0 reduce MNQ 1 [002]; +1 reduce MNQ 2 [002] x2"},
    {"R-X-8", "two products at the same time", "002",
     "+0 P MNQ L4@21000; +1 P ES L4@6000; +2 P MNQ L3@21000; +3 P MNQ L4@21000",
     "+0 B 002 4/3 MNQ; +0 reduce MNQ 1 [002]; +1 B 002 4/3 ES; +1 reduce ES 1 [002]; "
     "+3 B 002 4/3 MNQ; +3 reduce MNQ 1 [002] x2"},
    {"R-T-7", "the reset changes nothing", "002", "+0 P MNQ L4@21000; +28801 K",
     "+0 B 002 4/3 MNQ; +0 reduce MNQ 1 [002]; +28800 R 2026-03-04 0.00 n0; "
     "+28800 reduce MNQ 1 [002] x2"},
  });
}

CAF_TEST(accounts stay apart when events come late) {
  check({
    {"R-0-1", "two accounts", "002",
     "+0 P MNQ L3@21000 acc1; +1 P MNQ L3@21000 acc2; +2 P MNQ L4@21000 acc2",
     "+2 acc2 B 002 4/3 MNQ; +2 acc2 reduce MNQ 1 [002]"},
    {"R-E-17", "duplicate", "002", "+0 P MNQ L4@21000; +0 P MNQ L4@21000; +1 P MNQ L4@21000",
     "+0 B 002 4/3 MNQ; +0 reduce MNQ 1 [002]"},
    {"R-E-17", "row of an older instance", "002",
     "+0 P MNQ L3@21000 id5 ct0; +1 P MNQ L9@21000 id4 ct-60", "-"},
  });
}

CAF_TEST(a restart neither repeats breaches nor forgets them) {
  check({
    {"R-X-11", "the episode survives, the command memory does not", "002",
     "+0 P MNQ L4@21000; +1 X; +2 P MNQ L3@21000; +3 P MNQ L4@21000",
     "+0 B 002 4/3 MNQ; +0 reduce MNQ 1 [002]; +1 reduce MNQ 1 [002]; +3 B 002 4/3 MNQ; "
     "+3 reduce MNQ 1 [002] x2"},
  });
}

// R-Y-31
CAF_TEST(a contract row that changes the symbol code starts a new episode) {
  const auto start = *parse_time("2026-03-03T15:00:00Z");
  const auto contract = contract_id{"CON.F.US.ABC.H26"};
  auto engine = riskd::test::scenario_engine{riskd::test::parse_configuration("002")};
  auto held = position_row{contract, side::buy, quantity{4}, price{1}, {}, {}};
  engine.feed({start, riskd::test::account_line{account_id{1}, held}});
  const auto row = contract_row{contract, "", "F.US.XYZ", *parse_price("1"), *parse_price("1")};
  engine.feed({start + std::chrono::seconds{1}, row});
  std::vector<std::string> records;
  for (const auto& each : engine.records())
    records.push_back(render(each, start, false));
  CAF_CHECK(
    (records
     == std::vector<std::string>{"+0 A unknown_contract CON.F.US.ABC.H26", "+0 B 002 4/3 ABC",
                                 "+0 reduce CON.F.US.ABC.H26 1 [002]", "+1 B 002 4/3 XYZ"}));
}

} // namespace domain_rule_002
