#define CAF_SUITE domain.rule_011

#include "domain/rules/symbol_blocks.hpp"

#include "domain/rules/blocked_products.hpp"
#include "tests/support/scenario.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_rule_011 {

using riskd::test::scenario;

namespace {

using riskd::domain::rules::matches;

void check(const std::vector<scenario>& rows) {
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(differences(row), std::string{});
}

struct glob_row {
  std::string_view pattern;
  std::string_view text;
  bool fits;
};

} // namespace

// R-011-1
CAF_TEST(globs match whole names) {
  const auto rows = std::vector<glob_row>{
    {"ES", "ES", true},       {"ES", "ESX", false},      {"ES", "MES", false},
    {"ES", "E", false},       {"ES", "", false},         {"", "", true},
    {"", "E", false},         {"*", "", true},           {"*", "MNQ", true},
    {"**", "", true},         {"**", "MNQ", true},       {"E*", "E", true},
    {"E*", "ENQ", true},      {"E*", "ME", false},       {"*S", "ES", true},
    {"*S", "S", true},        {"*S", "ESX", false},      {"*S", "SSS", true},
    {"M*Q", "MNQ", true},     {"M*Q", "MQ", true},       {"M*Q", "MNQX", false},
    {"M*Q", "MQQ", true},     {"*N*", "MNQ", true},      {"*N*", "MES", false},
    {"?", "", false},         {"?", "E", true},          {"?", "ES", false},
    {"??", "ES", true},       {"?ES", "MES", true},      {"?ES", "ES", false},
    {"M?S", "MES", true},     {"M?S", "MNQ", false},     {"?*", "", false},
    {"?*", "E", true},        {"*?", "", false},         {"*?", "ES", true},
    {"*A*B*", "XAYBZ", true}, {"*A*B*", "XBYAZ", false}, {"A*B?D", "AXBBCD", true},
    {"A*B?D", "ABCX", false}, {"*AB", "AAB", true},      {"*AB", "ABA", false},
    {"ES", "es", false},
  };
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(std::string{row.pattern} + " " + std::string{row.text} + " "
                      + (matches(row.pattern, row.text) ? "fits" : "differs"),
                    std::string{row.pattern} + " " + std::string{row.text} + " "
                      + (row.fits ? "fits" : "differs"));
}

// R-011-1
CAF_TEST(any name of a product can be blocked in any case) {
  constexpr auto closed = "+0 B 011 1/0 ES; +0 close ES [011]";
  check({
    {"R-011-1", "the name at the exchange", "011 {blocked_symbols: [ES]}", "+0 P ES L1@6000",
     closed},
    {"R-011-1", "the name at the gateway", "011 {blocked_symbols: [EP]}", "+0 P ES L1@6000",
     closed},
    {"R-011-1", "lower case", "011 {blocked_symbols: [es]}", "+0 P ES L1@6000", closed},
    {"R-011-1", "one of several", "011 {blocked_symbols: [RTY, E?]}", "+0 P ES L1@6000", closed},
    {"R-011-1", "an alias that fits a glob", "011 {blocked_symbols: [EN*]}", "+0 P NQ L1@21000",
     "+0 B 011 1/0 NQ; +0 close NQ [011]"},
    {"R-011-1", "another product", "011 {blocked_symbols: [ES]}",
     "+0 P MES L1@6000; +0 P MNQ L1@21000", "-"},
    {"R-011-1", "nothing", "011", "+0 P ES L1@6000", "-"},
    {"R-011-1", "everything", "011 {blocked_symbols: [*], allow_block_all: true}",
     "+0 P ES L1@6000", closed},
    {"R-011-1", "without a row the id is enough", "011 {blocked_symbols: [EP]}; no contract lines",
     "+0 P ES L1@6000", "+0 A unknown_contract ES; +0 B 011 1/0 ES; +0 close ES [011]"},
  });
}

// R-011-2
CAF_TEST(anything in a blocked product is a breach) {
  constexpr auto rule = "011 {blocked_symbols: [MNQ]}";
  check({
    {"R-011-2", "long", rule, "+0 P MNQ L3@21000", "+0 B 011 3/0 MNQ; +0 close MNQ [011]"},
    {"R-011-2", "short", rule, "+0 P MNQ S3@21000", "+0 B 011 3/0 MNQ; +0 close MNQ [011]"},
    {"R-011-2", "flat", rule, "+0 P MNQ 0; +1 C true", "-"},
    {"R-011-2", "sizes of all contracts add up", rule,
     "+0 P MNQ L1@21000; +1 P MNQM S2@21000; +2 P MNQ 0; +3 P MNQM 0; +4 P MNQM L1@21000",
     "+0 B 011 1/0 MNQ; +0 close MNQ [011]; +1 close MNQM [011]; +4 B 011 1/0 MNQ; "
     "+4 close MNQM [011]"},
    {"R-011-2", "orders are counted if nothing is held", rule, "+0 O #11 MNQ buy limit @20900",
     "+0 B 011 1/0 MNQ; +0 cancel #11 [011]"},
    {"R-011-2", "whatever their size", rule, "+0 O #11 MNQ sell stop n7 @20900",
     "+0 B 011 1/0 MNQ; +0 cancel #11 [011]"},
    {"R-X-8", "one breach until nothing is left", rule,
     "+0 O #11 MNQ buy limit @20900; +1 O #12 MNQ buy limit @20900; "
     "+2 O #11 MNQ buy limit @20900 st3; +3 O #12 MNQ buy limit @20900 st3; "
     "+4 O #13 MNQ buy limit @20900",
     "+0 B 011 1/0 MNQ; +0 cancel #11 [011]; +1 cancel #12 [011]; +4 B 011 1/0 MNQ; "
     "+4 cancel #13 [011]"},
    {"R-011-2", "each product by itself", "011 {blocked_symbols: [M*]}",
     "+0 P MNQ L1@21000; +1 P MES L2@6000",
     "+0 B 011 1/0 MNQ; +0 close MNQ [011]; +1 B 011 2/0 MES; +1 close MES [011]"},
  });
}

// R-011-3
CAF_TEST(the block has no record of its own) {
  constexpr auto rule = "011 {blocked_symbols: [MNQ]}";
  check({
    {"R-011-3", "exits stay until the contract is flat", rule,
     "+0 P MNQ L1@21000; +1 O #11 MNQ sell stop @20900; +2 O #12 MNQ buy limit @20900; +3 P MNQ 0",
     "+0 B 011 1/0 MNQ; +0 close MNQ [011]; +2 cancel #12 [011]; +3 cancel #11 [011]"},
    {"R-011-3", "other products stay", rule,
     "+0 P ES L1@6000; +0 O #11 ES buy limit @5900; +1 P MNQ L1@21000",
     "+1 B 011 1/0 MNQ; +1 close MNQ [011]"},
    {"R-011-3", "the reset changes nothing", rule, "+0 P MNQ L1@21000; +28800 K",
     "+0 B 011 1/0 MNQ; +0 close MNQ [011]; +28800 R 2026-03-04 0.00 n0; "
     "+28800 close MNQ [011] x2"},
    {"R-X-11", "a restart repeats no breach", rule, "+0 P MNQ L1@21000; +1 X; +2 K",
     "+0 B 011 1/0 MNQ; +0 close MNQ [011]; +1 close MNQ [011]"},
  });
}

// R-011-3
CAF_TEST(a block keeps no lock in the account) {
  const auto account
    = riskd::test::account_after("011 {blocked_symbols: [MNQ]}", "+0 P MNQ L1@21000");
  CAF_CHECK(account.binding.locks.all().empty());
  CAF_CHECK_EQUAL(account.binding.episodes.size(), 1U);
}

} // namespace domain_rule_011
