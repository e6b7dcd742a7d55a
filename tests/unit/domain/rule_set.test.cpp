#define CAF_SUITE domain.rule_set

#include "domain/rules/rule_set.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace domain_rule_set {

using namespace riskd::domain;
using namespace riskd::domain::rules;

namespace {

/// The numbers of the rules in the order in which they are judged.
std::string order_of(const rule_set& set) {
  std::string text;
  for (const auto& each : set.all())
    text += (text.empty() ? "" : " ") + std::string{to_string(id_of(each))};
  return text;
}

} // namespace

// R-X-1
CAF_TEST(rules stand in ascending order however they come) {
  rule_set set;
  set.set(auth_loss_guard{});
  set.set(daily_realized_profit{});
  set.set(max_contracts{});
  set.set(daily_realized_loss{});
  CAF_CHECK_EQUAL(order_of(set), "RULE-001 RULE-003 RULE-010 RULE-013");
}

CAF_TEST(a rule takes the place of one of its kind) {
  rule_set set;
  set.set(max_contracts{});
  set.set(daily_realized_loss{});
  set.set(auth_loss_guard{});
  set.set(daily_realized_loss{dollars(-7), false});
  CAF_CHECK_EQUAL(order_of(set), "RULE-001 RULE-003 RULE-010");
  CAF_REQUIRE(set.find<daily_realized_loss>() != nullptr);
  CAF_CHECK(set.find<daily_realized_loss>()->limit == dollars(-7));
  CAF_CHECK(set.find<symbol_blocks>() == nullptr);
}

} // namespace domain_rule_set
