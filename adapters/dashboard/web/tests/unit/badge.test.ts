import assert from "node:assert/strict";
import { test } from "node:test";
import type { Account, ShownAs } from "../../src/contract/account";
import { badgeOf, badgesByPrecedence, rankOf } from "../../src/model/badge";
import { account, daemon } from "./samples";

test("the hub says which badge an account of a live daemon has", () => {
  for (const shown_as of badgesByPrecedence)
    assert.equal(badgeOf(account({ shown_as }), daemon()), shown_as);
});

test("a daemon that is not heard silences its accounts at once", () => {
  for (const state of ["silent", "never"] as const)
    assert.equal(badgeOf(account({ shown_as: "protected" }), daemon({ state })), "silent");
  assert.equal(badgeOf(account(), undefined), "silent");
});

test("nobody is known to guard the accounts of a riskd that does not answer", () => {
  for (const shown_as of ["protected", "locked", "silent"] as const)
    assert.equal(badgeOf(account({ shown_as }), daemon({ state: "unreachable" })), "unprotected");
});

test("a badge that is not known is worked out, the worst first", () => {
  const shown = (part: Partial<Account>) =>
    badgeOf(account({ shown_as: "novel" as ShownAs, ...part }), daemon());
  assert.equal(shown({ state: "UNPROTECTED", locked: true }), "unprotected");
  assert.equal(shown({ state: "DEGRADED", locked: true }), "locked");
  assert.equal(shown({ state: "SHADOW" }), "shadow");
  assert.equal(shown({ state: "STARTING" }), "starting");
  assert.equal(shown({ state: "PROTECTED" }), "protected");
  assert.equal(shown({ state: "NOVEL" as Account["state"] }), "degraded");
});

test("silence ranks before unprotected, protected comes last", () => {
  assert.ok(rankOf("silent") < rankOf("unprotected"));
  assert.ok(rankOf("unprotected") < rankOf("locked"));
  assert.equal(rankOf("protected"), badgesByPrecedence.length - 1);
});
