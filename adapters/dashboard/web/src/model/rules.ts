import type { Account, Rule } from "../contract/account";
import { parseMoney, type Units } from "./money";

const namesForPeople: Record<string, string> = {
  "RULE-001": "contracts at once",
  "RULE-002": "contracts per instrument",
  "RULE-003": "daily loss limit",
  "RULE-004": "open loss of a position",
  "RULE-005": "open profit of a position",
  "RULE-006": "trade frequency",
  "RULE-007": "cooldown after a loss",
  "RULE-008": "position without a stop",
  "RULE-009": "trading hours",
  "RULE-010": "the broker's permission",
  "RULE-011": "blocked products",
  "RULE-012": "stop management",
  "RULE-013": "daily profit target",
  "SYS-STATE": "stored state",
  "SYS-SUPERVISION": "supervision",
  "SYS-SAFE": "safe mode",
};

export function ruleName(rule: string): string {
  return namesForPeople[rule] ?? rule;
}

export const nearLimitPercent = 80;

export type Nearness = "breach" | "near" | "far";

export function nearnessOf(rule: Rule): Nearness {
  const used = rule.utilisation_percent ?? 0;
  if (rule.in_breach || used >= 100) return "breach";
  return used >= nearLimitPercent ? "near" : "far";
}

/** How much more it takes to the limit; negative beyond it, null where that is no amount. */
export function roomOf(rule: Rule): Units | null {
  const limit = parseMoney(rule.limit);
  const observed = parseMoney(rule.observed);
  if (limit === null || observed === null) return null;
  return limit < 0n ? observed - limit : limit - observed;
}

/** Trading hours and the broker's permission are compared by words instead. */
export function hasAmounts(rule: Rule): boolean {
  return parseMoney(rule.observed) !== null && parseMoney(rule.limit) !== null;
}

function countsDollars(rule: Rule): boolean {
  return rule.unit === "usd" && rule.state !== "disabled" && rule.utilisation_percent !== null;
}

/** The limit in dollars of which most is used. */
export function tightestLimit(account: Account): Rule | null {
  let found: Rule | null = null;
  for (const each of account.rules) {
    if (!countsDollars(each)) continue;
    if (!found || each.utilisation_percent! > found.utilisation_percent!) found = each;
  }
  return found;
}

export function useOf(account: Account): number {
  return tightestLimit(account)?.utilisation_percent ?? -1;
}

/** The most used first; what is switched off last. */
export function rulesByUse(rules: readonly Rule[]): Rule[] {
  const place = (x: Rule) => (x.state === "disabled" ? -2 : (x.utilisation_percent ?? -1));
  return [...rules].sort((a, b) => place(b) - place(a));
}
