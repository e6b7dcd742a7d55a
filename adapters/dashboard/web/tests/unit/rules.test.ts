import assert from "node:assert/strict";
import { test } from "node:test";
import { hasAmounts, nearnessOf, roomOf, rulesByUse, tightestLimit } from "../../src/model/rules";
import { account, rule } from "./samples";

test("the distance to a loss limit counts from above, to a target from below", () => {
  assert.equal(roomOf(rule({ observed: "-260.50", limit: "-500.00" })), 2_395_000n);
  assert.equal(roomOf(rule({ observed: "-512.00", limit: "-500.00" })), -120_000n);
  assert.equal(roomOf(rule({ observed: "900.00", limit: "1500.00" })), 6_000_000n);
  assert.equal(roomOf(rule({ observed: null })), null);
});

test("the tightest limit is one in dollars that is in force", () => {
  const rules = [
    rule({ rule: "RULE-001", unit: "contracts", utilisation_percent: 100 }),
    rule({ rule: "RULE-003", utilisation_percent: 52 }),
    rule({ rule: "RULE-004", utilisation_percent: 81 }),
    rule({ rule: "RULE-013", utilisation_percent: 99, state: "disabled" }),
  ];
  assert.equal(tightestLimit(account({ rules }))?.rule, "RULE-004");
  assert.equal(tightestLimit(account({ rules: [] })), null);
});

test("words are no amounts", () => {
  assert.ok(hasAmounts(rule()));
  assert.ok(hasAmounts(rule({ unit: "contracts", observed: "2", limit: "5" })));
  assert.ok(!hasAmounts(rule({ unit: "session", observed: "inside", limit: "inside" })));
  assert.ok(!hasAmounts(rule({ observed: null })));
});

test("near begins at 80 percent, breach at the limit itself", () => {
  assert.equal(nearnessOf(rule({ utilisation_percent: 79 })), "far");
  assert.equal(nearnessOf(rule({ utilisation_percent: 80 })), "near");
  assert.equal(nearnessOf(rule({ utilisation_percent: 100 })), "breach");
  assert.equal(nearnessOf(rule({ utilisation_percent: null, in_breach: true })), "breach");
});

test("rules are listed by use, what is off last", () => {
  const rules = [
    rule({ rule: "off", state: "disabled", utilisation_percent: 90 }),
    rule({ rule: "none", utilisation_percent: null }),
    rule({ rule: "most", utilisation_percent: 70 }),
  ];
  assert.deepEqual(
    rulesByUse(rules).map((each) => each.rule),
    ["most", "none", "off"],
  );
});
