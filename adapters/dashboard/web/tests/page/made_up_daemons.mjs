// Made-up daemons: a small desk with something of everything, and a very large one.
import { chance, makeAccount, makeLock, timeText } from "./made_up_accounts.mjs";
import { makeAlerts } from "./made_up_alarms.mjs";

const minute = 60_000;

function statusOf(now, part) {
  return {
    schema: 1,
    taken: timeText(now),
    age_seconds: 0,
    healthy: true,
    headline: "all accounts protected",
    problems: [],
    daemon: {
      version: "0.1.0",
      pid: 4711,
      started: timeText(now - 190 * minute),
      uptime_seconds: 190 * 60,
      phase: "READY",
      reasons: [],
      storage: { writable: true, remark: "" },
    },
    gateways: [
      {
        name: "default",
        logged_in: true,
        login_remark: "",
        token_expires: null,
        links: ["user", "market", "rest"].map((link) => ({
          link,
          up: true,
          last_record: timeText(now - 500),
          last_record_age_seconds: 0,
          remark: "",
        })),
        reconnects: 0,
        unknown_contracts: [],
        unresolved_accounts: [],
      },
    ],
    alerts: [],
    notifications: { channels: [], heartbeat: null },
    ...part,
  };
}

export function makeDaemon(name, now, accounts, part = {}) {
  return {
    name,
    state: "live",
    remark: "",
    attached_since: timeText(now - 180 * minute),
    last_heard: timeText(now),
    age_seconds: 0,
    clock_offset_seconds: null,
    missed_updates: 0,
    audit: {
      state: "intact",
      remark: "",
      chain: 3,
      number: 412,
      head: "c5add86d642b8806dd169bad7f2a600be582bac142419a58735e2efce4c4a2bc",
      checked: timeText(now - 2 * minute),
    },
    status: statusOf(now, {}),
    accounts,
    ...part,
  };
}

function homeAccounts(now) {
  const cooldown = makeLock(now, {
    since: now - 3 * minute,
    until: now + 12 * minute + 7000,
    fields: { rule: "RULE-007", lock: "cooldown", reason: "cooldown after a loss", breach: 18 },
  });
  return [
    makeAccount("150K-2208", now, { realized: 612.4, unrealized: 85.5, held: 3 }),
    makeAccount("50K-4471", now, { realized: -512.5 }, { locks: [makeLock(now)] }),
    makeAccount("50K-4472", now, { realized: -355.2, unrealized: -62.5, held: 2, covered: 1 }),
    makeAccount("50K-4473", now, { realized: -140 }, { locks: [cooldown] }),
  ];
}

function deskAccounts(now) {
  return [
    makeAccount("combine-01", now, { realized: 48.2 }),
    makeAccount("combine-02", now, { realized: -92.1, unrealized: 20, held: -1 }),
    makeAccount(
      "combine-03",
      now,
      {},
      {
        mode: "shadow",
        state: "SHADOW",
        shown_as: "shadow",
      },
    ),
    makeAccount(
      "combine-04",
      now,
      { realized: -20 },
      {
        state: "DEGRADED",
        shown_as: "degraded",
        reasons: ["reconciling"],
      },
    ),
    makeAccount(
      "combine-05",
      now,
      { realized: -210, unrealized: -35, held: 1, covered: 0 },
      {
        state: "UNPROTECTED",
        shown_as: "unprotected",
        reasons: ["RULE-003 failed"],
      },
    ),
    makeAccount("combine-06", now, {}, { state: "STARTING", shown_as: "starting", rules: [] }),
  ];
}

export function smallDesk(now) {
  const silentSince = now - 130_000;
  const lost = { shown_as: "silent", age_seconds: 130, received: timeText(silentSince) };
  return [
    makeDaemon("desk-2", now, deskAccounts(now), {
      clock_offset_seconds: -3,
      status: statusOf(now, {
        healthy: false,
        headline: "UNPROTECTED: combine-05 (RULE-003 failed); DEGRADED: combine-04 (reconciling)",
      }),
    }),
    makeDaemon("home", now, homeAccounts(now), {
      status: statusOf(now, { alerts: makeAlerts(now, "50K-4471") }),
    }),
    makeDaemon("spare", now, [], {
      state: "never",
      remark: "configured, and not seen since the hub began",
      attached_since: null,
      last_heard: null,
      age_seconds: null,
      clock_offset_seconds: null,
      audit: { state: "unknown", remark: "", chain: null, number: null, head: null, checked: null },
      status: null,
    }),
    makeDaemon(
      "vps-chicago",
      now,
      [
        makeAccount("XFA-0917", now, { realized: 301.8, unrealized: 44, held: 2 }, lost),
        makeAccount("XFA-0918", now, { realized: -505 }, { locks: [makeLock(now)], ...lost }),
      ],
      {
        state: "silent",
        remark: "Nothing was heard from the agent for 2 min 10 s.",
        attached_since: null,
        last_heard: timeText(silentSince),
        age_seconds: 130,
        missed_updates: 3,
      },
    ),
  ];
}

/** Accounts whose figures move, for measuring. */
export function largeFloor(now, daemons, accountsEach) {
  const random = chance(7);
  return Array.from({ length: daemons }, (_, at) => {
    const accounts = Array.from({ length: accountsEach }, (_, each) => {
      const held = Math.round(random() * 4 - 2);
      const figures = {
        realized: Math.round(random() * 900 - 450),
        unrealized: held === 0 ? 0 : Math.round(random() * 120 - 60),
        held,
      };
      const isLocked = figures.realized < -420;
      const name = `A-${String(at * accountsEach + each).padStart(4, "0")}`;
      return makeAccount(name, now, figures, isLocked ? { locks: [makeLock(now)] } : {});
    });
    return makeDaemon(`desk-${String(at).padStart(2, "0")}`, now, accounts);
  });
}
