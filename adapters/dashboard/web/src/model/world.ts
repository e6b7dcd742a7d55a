import type { Account, ShownAs } from "../contract/account";
import type { Daemon } from "../contract/daemon";
import type { Alarm, Hub, Message, Overview } from "../contract/messages";
import { badgeOf } from "./badge";
import { keyOf, type AccountKey } from "./key";
import { parseMoney, type Units } from "./money";
import { useOf } from "./rules";

/** An account with what lists sort by, worked out once for each update. */
export interface Entry {
  key: AccountKey;
  daemon: string;
  account: Account;
  badge: ShownAs;
  /** Of its daemon. Unless that is live, what is shown is the last known state. */
  standing: Daemon["state"];
  total: Units | null;
  realized: Units | null;
  use: number;
  /** By the hub's clock, of what is shown. */
  asOfMs: number;
}

/** Everything that the hub told, by name. */
export interface World {
  hub: Hub | null;
  /** The hub's clock minus this computer's. */
  clockAheadMs: number;
  daemons: Map<string, Daemon>;
  accounts: Map<AccountKey, Entry>;
  alarms: Map<number, Alarm>;
}

/** What a message touched: only that is drawn anew. */
export interface Changes {
  everything: boolean;
  accounts: Set<AccountKey>;
  daemons: Set<string>;
  alarms: Alarm[];
}

export function emptyWorld(): World {
  return {
    hub: null,
    clockAheadMs: 0,
    daemons: new Map(),
    accounts: new Map(),
    alarms: new Map(),
  };
}

export function noChanges(): Changes {
  return { everything: false, accounts: new Set(), daemons: new Set(), alarms: [] };
}

export function hubNow(world: World, localMs: number): number {
  return localMs + world.clockAheadMs;
}

function entryOf(world: World, daemon: string, account: Account, localMs: number): Entry {
  const told = world.daemons.get(daemon);
  return {
    key: keyOf(daemon, account.name),
    daemon,
    account,
    badge: badgeOf(account, told),
    standing: told?.state ?? "never",
    total: parseMoney(account.total),
    realized: parseMoney(account.realized),
    use: useOf(account),
    asOfMs: hubNow(world, localMs) - account.age_seconds * 1000,
  };
}

function setClock(world: World, now: string, localMs: number): void {
  const told = Date.parse(now);
  if (!Number.isNaN(told)) world.clockAheadMs = told - localMs;
}

function takeOverview(world: World, told: Overview, localMs: number): Changes {
  world.hub = told.hub;
  setClock(world, told.hub.now, localMs);
  world.daemons = new Map();
  world.accounts = new Map();
  for (const { accounts, ...daemon } of told.daemons) {
    world.daemons.set(daemon.name, daemon);
    for (const account of accounts) {
      const entry = entryOf(world, daemon.name, account, localMs);
      world.accounts.set(entry.key, entry);
    }
  }
  world.alarms = new Map(told.alarms.map((each) => [each.id, each]));
  return { ...noChanges(), everything: true };
}

function takeDaemon(world: World, daemon: Daemon): Changes {
  const before = world.daemons.get(daemon.name);
  world.daemons.set(daemon.name, daemon);
  const changes = noChanges();
  changes.daemons.add(daemon.name);
  if (before?.state === daemon.state) return changes;
  for (const entry of world.accounts.values()) {
    if (entry.daemon !== daemon.name) continue;
    const badge = badgeOf(entry.account, daemon);
    world.accounts.set(entry.key, { ...entry, badge, standing: daemon.state });
    changes.accounts.add(entry.key);
  }
  return changes;
}

function takeAccount(world: World, daemon: string, account: Account, localMs: number): Changes {
  const entry = entryOf(world, daemon, account, localMs);
  world.accounts.set(entry.key, entry);
  return { ...noChanges(), accounts: new Set([entry.key]) };
}

function dropAccount(world: World, daemon: string, name: string): Changes {
  const key = keyOf(daemon, name);
  return world.accounts.delete(key) ? { ...noChanges(), accounts: new Set([key]) } : noChanges();
}

/** A page may stay open for months. */
const alarmsKept = 200;

function takeAlarm(world: World, alarm: Alarm): Changes {
  world.alarms.set(alarm.id, alarm);
  if (world.alarms.size > alarmsKept) world.alarms.delete(Math.min(...world.alarms.keys()));
  return { ...noChanges(), alarms: [alarm] };
}

/**
 * Changes `world` as the message says. Messages of a kind that is not known change nothing, so that
 * a newer hub can send more.
 * @param localMs this computer's clock
 */
export function take(world: World, message: Message, localMs: number): Changes {
  switch (message.type) {
    case "overview":
      return takeOverview(world, message, localMs);
    case "daemon":
      return takeDaemon(world, message.daemon);
    case "account":
      return takeAccount(world, message.daemon, message.account, localMs);
    case "account_gone":
      return dropAccount(world, message.daemon, message.name);
    case "alarm":
      return takeAlarm(world, message.alarm);
    case "tick":
      setClock(world, message.now, localMs);
      return noChanges();
    default:
      return noChanges();
  }
}
