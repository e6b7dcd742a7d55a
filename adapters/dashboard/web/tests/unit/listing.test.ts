import assert from "node:assert/strict";
import { test } from "node:test";
import type { Account } from "../../src/contract/account";
import type { Daemon } from "../../src/contract/daemon";
import { countsOf } from "../../src/model/counts";
import { keyOf, namesOf } from "../../src/model/key";
import { defaultView, listed, type ListView } from "../../src/model/listing";
import { emptyWorld, take, type World } from "../../src/model/world";
import { account, daemon, lock, noon, overview, rule } from "./samples";

function worldOf(accounts: Partial<Account>[], state: Daemon["state"] = "live"): World {
  const world = emptyWorld();
  const told = accounts.map((each) => account(each));
  take(world, overview([{ ...daemon({ state }), accounts: told }]), noon);
  return world;
}

function names(world: World, view: Partial<ListView> = {}): string[] {
  return listed(world.accounts.values(), { ...defaultView, ...view }).map(
    (each) => each.account.name,
  );
}

const mixed = worldOf([
  { name: "calm", rules: [rule({ utilisation_percent: 10 })], total: "40.00" },
  { name: "close", rules: [rule({ utilisation_percent: 95 })], total: "-475.00" },
  { name: "shut", locked: true, shown_as: "locked", locks: [lock()], total: "-512.00" },
  { name: "bare", shown_as: "unprotected", state: "UNPROTECTED", rules: [], total: null },
  {
    name: "pause",
    locked: true,
    shown_as: "locked",
    locks: [lock({ rule: "RULE-007", until: "2026-03-03T12:05:00.000000Z" })],
    total: "-80.00",
  },
]);

test("the worst come first, then those closest to a limit", () => {
  assert.deepEqual(names(mixed), ["bare", "pause", "shut", "close", "calm"]);
  assert.deepEqual(names(mixed, { reversed: true })[0], "calm");
});

test("what works is ordered by its limits, not by its badge", () => {
  const world = worldOf([
    { name: "watching", shown_as: "shadow", rules: [rule({ utilisation_percent: 10 })] },
    { name: "guarded", rules: [rule({ utilisation_percent: 84 })] },
  ]);
  assert.deepEqual(names(world), ["guarded", "watching"]);
  assert.deepEqual(names(world, { kept: "near" }), ["guarded"]);
});

test("the list sorts by what is asked for", () => {
  assert.deepEqual(names(mixed, { sortBy: "lock" }).slice(0, 2), ["pause", "shut"]);
  assert.deepEqual(names(mixed, { sortBy: "total" }), ["shut", "close", "pause", "calm", "bare"]);
  assert.deepEqual(names(mixed, { sortBy: "name" })[0], "bare");
  assert.deepEqual(names(mixed, { sortBy: "used" })[0], "close");
});

test("the filter looks at name, daemon, id and badge", () => {
  assert.deepEqual(names(mixed, { text: " CLOSE " }), ["close"]);
  assert.equal(names(mixed, { text: "home" }).length, 5);
  assert.deepEqual(names(mixed, { text: "unprot" }), ["bare"]);
  assert.deepEqual(names(mixed, { text: "nothing such" }), []);
});

test("an account of a silent daemon counts as silent and, if it is locked, as locked", () => {
  const world = worldOf([{ locked: true, locks: [lock()] }], "silent");
  const { of } = countsOf(world.accounts.values());
  assert.deepEqual([of.all, of.silent, of.locked, of.protected], [1, 1, 1, 0]);
  assert.equal(names(world, { kept: "locked" }).length, 1);
});

test("counts add up results and leave out what is not known", () => {
  const { of, total } = countsOf(mixed.accounts.values());
  assert.equal(of.locked, 2);
  assert.equal(total, (40n - 475n - 512n - 80n) * 10_000n);
});

test("a key names one account, whatever its name holds", () => {
  const key = keyOf("a/b", "c#d e");
  assert.deepEqual(namesOf(key), { daemon: "a/b", account: "c#d e" });
  assert.deepEqual(namesOf(keyOf("home", "")), { daemon: "home", account: "" });
});
