#define CAF_SUITE domain.remedies

#include "domain/rules/verdict.hpp"
#include "tests/support/scenario_engine.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace domain_remedies {

using namespace riskd::test;

namespace {

/// What the breaches of a run say about what is done, in order: `001 close_all`.
std::string remedies_of(std::string_view configuration, std::string_view input) {
  scenario_engine engine{parse_configuration(configuration)};
  for (const auto& line : parse_input(input, true).lines)
    engine.feed(line);
  std::string text;
  for (const auto& record : engine.records())
    if (const auto* breach = std::get_if<riskd::domain::breach_record>(&record.what))
      text += std::string{text.empty() ? "" : "; "} + to_string(breach->what.rule) + " "
              + to_string(breach->what.action);
  return text;
}

struct remedy_case {
  const char* configuration;
  const char* input;
  const char* expected;
};

} // namespace

// R-J-13
CAF_TEST(each breach says what its rule does about it) {
  const remedy_case cases[]{
    {"001", "+0 P MNQ L6@21000", "RULE-001 reduce_to_limit"},
    {"001 {enforcement: close_offending}", "+0 P MNQ L6@21000", "RULE-001 close_offending"},
    {"001 {enforcement: close_all}", "+0 P MNQ L6@21000", "RULE-001 close_all"},
    {"002", "+0 P MNQ L4@21000", "RULE-002 reduce_to_limit"},
    {"002 {enforcement: close_all}", "+0 P MNQ L4@21000", "RULE-002 close_all"},
    {"003", "+0 T #1 -500", "RULE-003 flatten_and_lock"},
    {"004", "+0 P MNQ L2@21000; +1 Q MNQ 20925", "RULE-004 close_position"},
    {"005", "+0 P MNQ L2@21000; +1 Q MNQ 21250", "RULE-005 close_position"},
    {"006 {limits.per_minute: 1}", "+0 T #1 null; +1 T #2 null", "RULE-006 keep_and_cooldown"},
    {"006 {limits.per_minute: 1, existing_positions: flatten}", "+0 T #1 null; +1 T #2 null",
     "RULE-006 flatten_and_cooldown"},
    {"007", "+0 T #1 -100", "RULE-007 flatten_and_cooldown"},
    {"007 {existing_positions: keep}", "+0 T #1 -100", "RULE-007 keep_and_cooldown"},
    {"008", "+0 P MNQ L1@21000; +60 K", "RULE-008 close_position"},
    {"009", "+0 P MNQ L1@21000; +21600 K", "RULE-009 flatten_and_lock"},
    {"010", "+0 C false", "RULE-010 flatten_and_lock"},
    {"011 {blocked_symbols: [MNQ]}", "+0 P MNQ L1@21000", "RULE-011 block"},
    {"013", "+0 T #1 1000", "RULE-013 flatten_and_lock"},
  };
  for (const auto& each : cases)
    CAF_CHECK_EQUAL(remedies_of(each.configuration, each.input), each.expected);
}

} // namespace domain_remedies
