#define CAF_SUITE domain.self_test

#include "domain/self_test.hpp"

#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace domain_self_test {

using namespace riskd::domain;
using namespace riskd::test;

namespace {

constexpr auto every_rule = "001; 002; 003; 004; 005; 006; 007; 008; 009; 010; "
                            "011 {blocked_symbols: [ES]}; 012; 013";

/// `RULE-001 armed; ` for each rule, or why it is not.
std::string proven(std::string_view configuration, std::string_view input) {
  const auto account = account_after(configuration, input);
  std::string text;
  for (const auto& each : prove_rules(account.state, account.settings, at("60")))
    text += std::string{to_string(each.rule)} + " " + (each.armed ? "armed" : each.reason) + "; ";
  return text;
}

std::string all_armed() {
  std::string text;
  for (int number = 1; number <= 13; ++number)
    text += std::string{to_string(static_cast<rule_id>(number))} + " armed; ";
  return text;
}

} // namespace

// R-F-19
CAF_TEST(every rule fires under its defaults) {
  CAF_CHECK_EQUAL(proven(every_rule, "+0 C true"), all_armed());
}

// R-F-19
CAF_TEST(every rule fires whatever the account did before) {
  CAF_CHECK_EQUAL(proven(every_rule, "+0 P MNQ S2@21000; +1 Q MNQ 21001; +2 T #1 -450; "
                                     "+3 T #2 900; +4 T #3 null; +5 T #4 null"),
                  all_armed());
  CAF_CHECK_EQUAL(proven(every_rule, "+0 P MNQ L9@21000; +1 T #1 -900"), all_armed());
  CAF_CHECK_EQUAL(proven(every_rule, "+0 C false; +1 T #1 4000"), all_armed());
  CAF_CHECK_EQUAL(proven(every_rule, "T0 2026-03-03T21:30:00Z; +0 C true"), all_armed());
}

// R-F-19
CAF_TEST(other parameters leave the rules armed) {
  CAF_CHECK_EQUAL(proven("001 {limit: 100000, count_type: gross, weights.ES: 1000}", "+0 C true"),
                  "RULE-001 armed; ");
  CAF_CHECK_EQUAL(proven("002 {unknown_product_action: block}", "+0 C true"), "RULE-002 armed; ");
  CAF_CHECK_EQUAL(
    proven("002 {unknown_product_action: allow, instrument_limits.ES: 0}", "+0 C true"),
    "RULE-002 armed; ");
  CAF_CHECK_EQUAL(proven("006 {count_mode: round_turns, trigger: on_reach}", "+0 C true"),
                  "RULE-006 armed; ");
  CAF_CHECK_EQUAL(proven("006 {limits.per_minute: null, limits.per_hour: null, "
                         "limits.per_session: 60, count_mode: fills}",
                         "+0 C true"),
                  "RULE-006 armed; ");
  CAF_CHECK_EQUAL(proven("011 {blocked_symbols: [*], allow_block_all: true}", "+0 C true"),
                  "RULE-011 armed; ");
  CAF_CHECK_EQUAL(proven("011 {blocked_symbols: [6?]}", "+0 C true"), "RULE-011 armed; ");
  CAF_CHECK_EQUAL(proven("012 {auto_breakeven.enabled: false, trailing_stop.enabled: false, "
                         "auto_stop.enabled: true, if_missing: skip}",
                         "+0 C true"),
                  "RULE-012 armed; ");
}

// R-F-19
CAF_TEST(a rule that can never fire is told from an armed one) {
  CAF_CHECK_EQUAL(proven("002 {unknown_product_action: allow}", "+0 C true"),
                  "RULE-002 no product is limited; ");
  CAF_CHECK_EQUAL(
    proven("006 {limits.per_minute: null, limits.per_hour: null, limits.per_session: null}",
           "+0 C true"),
    "RULE-006 every window is off; ");
  CAF_CHECK_EQUAL(proven("009 {windows: [{days: [sun, mon, tue, wed, thu, fri, sat], start: 00:00, "
                         "end: 00:00}], respect_holidays: false}",
                         "+0 C true"),
                  "RULE-009 the session never ends; ");
  CAF_CHECK_EQUAL(proven("011", "+0 C true"), "RULE-011 nothing is blocked; ");
  CAF_CHECK_EQUAL(
    proven("012 {auto_breakeven.enabled: false, trailing_stop.enabled: false}", "+0 C true"),
    "RULE-012 nothing of it is enabled; ");
}

} // namespace domain_self_test
