import assert from "node:assert/strict";
import { test } from "node:test";
import type { Message } from "../../src/contract/messages";
import { keyOf } from "../../src/model/key";
import { emptyWorld, hubNow, take } from "../../src/model/world";
import { account, alarm, daemon, noon, overview } from "./samples";

const local = noon - 90_000;

function worldOfOne() {
  const world = emptyWorld();
  take(world, overview([{ ...daemon(), accounts: [account()] }], [alarm()]), local);
  return world;
}

test("an overview replaces all that was known", () => {
  const world = worldOfOne();
  const changes = take(world, overview([{ ...daemon({ name: "desk" }), accounts: [] }]), local);
  assert.ok(changes.everything);
  assert.deepEqual([...world.daemons.keys()], ["desk"]);
  assert.equal(world.accounts.size, 0);
  assert.equal(world.alarms.size, 0);
});

test("the hub's clock counts, not this computer's", () => {
  const world = worldOfOne();
  assert.equal(hubNow(world, local), noon);
  take(world, { type: "tick", now: "2026-03-03T12:00:10.000000Z" }, local + 9000);
  assert.equal(hubNow(world, local + 9000), noon + 10_000);
});

test("an account's update touches that account alone", () => {
  const world = worldOfOne();
  const key = keyOf("home", "A-1");
  const before = world.accounts.get(key);
  const update = account({ total: "-300.00", age_seconds: 3 });
  const changes = take(world, { type: "account", daemon: "home", account: update }, local);
  assert.deepEqual([...changes.accounts], [key]);
  assert.equal(changes.daemons.size, 0);
  const after = world.accounts.get(key)!;
  assert.notEqual(after, before);
  assert.equal(after.total, -3_000_000n);
  assert.equal(after.asOfMs, noon - 3000);
});

test("a daemon that falls silent changes the badges of its accounts, and keeps their figures", () => {
  const world = worldOfOne();
  const key = keyOf("home", "A-1");
  const changes = take(world, { type: "daemon", daemon: daemon({ state: "silent" }) }, local);
  assert.deepEqual([...changes.accounts], [key]);
  assert.equal(world.accounts.get(key)?.badge, "silent");
  assert.equal(world.accounts.get(key)?.standing, "silent");
  assert.equal(world.accounts.get(key)?.account.total, "-260.50");
  take(world, { type: "daemon", daemon: daemon({ state: "unreachable" }) }, local);
  assert.equal(world.accounts.get(key)?.badge, "unprotected");
  take(world, { type: "daemon", daemon: daemon({ state: "live" }) }, local);
  assert.equal(world.accounts.get(key)?.badge, "protected");
});

test("a daemon's update that leaves its state touches no account", () => {
  const world = worldOfOne();
  const changes = take(world, { type: "daemon", daemon: daemon({ missed_updates: 2 }) }, local);
  assert.equal(changes.accounts.size, 0);
  assert.deepEqual([...changes.daemons], ["home"]);
});

test("accounts go, and going twice changes nothing", () => {
  const world = worldOfOne();
  const gone: Message = { type: "account_gone", daemon: "home", name: "A-1" };
  assert.equal(take(world, gone, local).accounts.size, 1);
  assert.equal(world.accounts.size, 0);
  assert.equal(take(world, gone, local).accounts.size, 0);
});

test("an alarm that ends replaces itself; very many do not pile up", () => {
  const world = worldOfOne();
  take(world, { type: "alarm", alarm: alarm({ ended: "2026-03-03T12:01:00.000000Z" }) }, local);
  assert.equal(world.alarms.size, 1);
  for (let id = 2; id < 400; ++id) take(world, { type: "alarm", alarm: alarm({ id }) }, local);
  assert.equal(world.alarms.size, 200);
  assert.ok(world.alarms.has(399));
});

test("a message of a kind that is not known changes nothing", () => {
  const world = worldOfOne();
  const changes = take(world, { type: "novel" } as unknown as Message, local);
  assert.deepEqual(
    [changes.everything, changes.accounts.size, changes.alarms.length],
    [false, 0, 0],
  );
});
