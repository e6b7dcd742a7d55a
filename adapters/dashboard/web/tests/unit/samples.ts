import type { Account, Lock, Rule } from "../../src/contract/account";
import type { Daemon } from "../../src/contract/daemon";
import type { Alarm, Overview } from "../../src/contract/messages";

export const noon = Date.parse("2026-03-03T12:00:00.000000Z");

export function rule(part: Partial<Rule> = {}): Rule {
  return {
    rule: "RULE-003",
    key: "daily_realized_loss",
    state: "armed",
    observed: "-260.50",
    limit: "-500.00",
    unit: "usd",
    utilisation_percent: 52,
    in_breach: false,
    ...part,
  };
}

export function lock(part: Partial<Lock> = {}): Lock {
  return {
    rule: "RULE-003",
    scope: "account",
    lock: "hard",
    policy: "flatten",
    reason: "daily loss limit reached",
    since: "2026-03-03T11:00:00.000000Z",
    until: "2026-03-03T23:00:00.000000Z",
    remaining_seconds: 39_600,
    day: "2026-03-03",
    breach: 17,
    baseline: [],
    ...part,
  };
}

export function account(part: Partial<Account> = {}): Account {
  return {
    name: "A-1",
    id: "****1111",
    mode: "enforce",
    state: "PROTECTED",
    reasons: [],
    locked: false,
    can_trade: true,
    balance: "50000.00",
    realized: "-220.00",
    unrealized: "-40.50",
    unrealized_complete: true,
    total: "-260.50",
    open_positions: 0,
    day: "2026-03-03",
    next_reset: "2026-03-03T23:00:00.000000Z",
    next_reset_seconds: 39_600,
    positions: [],
    orders: [],
    rules: [rule()],
    locks: [],
    safe_mode: null,
    enforcement: {
      active: false,
      started: null,
      commands_sent: 0,
      commands_failed: 0,
      verified_flat: null,
    },
    self_tested: null,
    last_reconciled: null,
    last_reconciled_age_seconds: null,
    discrepancies: [],
    events_applied: 0,
    events_quarantined: 0,
    notice: "",
    config: "",
    pending: null,
    shown_as: "protected",
    received: "2026-03-03T12:00:00.000000Z",
    age_seconds: 0,
    ...part,
  };
}

export function daemon(part: Partial<Daemon> = {}): Daemon {
  return {
    name: "home",
    state: "live",
    remark: "",
    attached_since: null,
    last_heard: null,
    age_seconds: 0,
    clock_offset_seconds: 0,
    missed_updates: 0,
    audit: { state: "intact", remark: "", chain: 1, number: 1, head: null, checked: null },
    status: null,
    ...part,
  };
}

export function alarm(part: Partial<Alarm> = {}): Alarm {
  return {
    id: 1,
    raised: "2026-03-03T12:00:00.000000Z",
    ended: null,
    severity: "critical",
    kind: "daemon_silent",
    daemon: "home",
    account: null,
    text: "home has been silent for 30 s",
    ...part,
  };
}

export function overview(
  daemons: Overview["daemons"],
  alarms: Alarm[] = [],
): Overview & { type: "overview" } {
  return {
    type: "overview",
    schema: 1,
    hub: {
      name: "hub-1",
      version: "0.1.0",
      now: "2026-03-03T12:00:00.000000Z",
      started: "2026-03-03T00:00:00.000000Z",
      silent_after_seconds: 5,
      local: false,
    },
    daemons,
    alarms,
  };
}
