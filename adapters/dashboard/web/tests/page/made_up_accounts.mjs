// Made-up accounts in every state that the page must show.

const second = 1000;
const hour = 3600 * second;

export function timeText(ms) {
  return `${new Date(ms).toISOString().slice(0, -1)}000Z`;
}

/** The same numbers in every run. */
export function chance(seed) {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const keys = {
  "RULE-001": "max_contracts",
  "RULE-003": "daily_realized_loss",
  "RULE-004": "daily_unrealized_loss",
  "RULE-006": "trade_frequency_limit",
  "RULE-007": "cooldown_after_loss",
  "RULE-008": "no_stop_loss_grace",
  "RULE-009": "session_block_outside",
  "RULE-010": "auth_loss_guard",
  "RULE-011": "symbol_blocks",
  "RULE-013": "daily_realized_profit",
};

function rule(name, observed, limit, unit, used, more = {}) {
  return {
    rule: name,
    key: keys[name],
    state: "armed",
    observed,
    limit,
    unit,
    utilisation_percent: used,
    in_breach: used !== null && used >= 100,
    ...more,
  };
}

const money = (x) => x.toFixed(2);

function rulesFor(total, unrealized, held, covered, dailyLimit) {
  const used = (x, limit) => Math.max(0, Math.round((100 * x) / limit));
  return [
    rule("RULE-001", String(held), "5", "contracts", used(held, 5)),
    rule("RULE-003", money(total), money(dailyLimit), "usd", used(total, dailyLimit)),
    rule(
      "RULE-004",
      held ? money(unrealized) : null,
      "-300.00",
      "usd",
      held ? used(unrealized, -300) : null,
    ),
    rule("RULE-006", null, null, null, null),
    rule("RULE-007", null, null, null, null),
    rule("RULE-008", held ? String(covered) : null, held ? String(held) : null, "contracts", null),
    rule("RULE-009", "inside", "inside", "session", null),
    rule("RULE-010", "true", "true", "can_trade", null),
    rule("RULE-011", null, null, null, null, { state: "disabled" }),
    rule("RULE-013", money(Math.max(0, total)), "1500.00", "usd", used(total, 1500)),
  ];
}

function positionsFor(held, unrealized, covered, now) {
  if (held === 0) return [];
  const size = Math.abs(held);
  return [
    {
      contract: "CON.F.US.MNQ.H26",
      product: "MNQ",
      direction: held > 0 ? "long" : "short",
      size,
      average: "21034.25",
      mark: "21014",
      mark_time: timeText(now - second),
      mark_age_seconds: 1,
      unrealized: money(unrealized),
      stop_coverage: covered,
      opened: timeText(now - 900 * second),
    },
  ];
}

function ordersFor(positions, now) {
  return positions
    .filter((each) => each.stop_coverage > 0)
    .map((each, at) => ({
      order: 90_210_000 + at,
      contract: each.contract,
      side: each.direction === "long" ? "sell" : "buy",
      type: "stop",
      status: "open",
      size: each.stop_coverage,
      filled: 0,
      limit_price: null,
      stop_price: "20990.5",
      updated: timeText(now - 880 * second),
    }));
}

export function makeLock(now, part = {}) {
  const until = part.until === undefined ? now + 6.2 * hour : part.until;
  return {
    rule: "RULE-003",
    scope: "account",
    lock: "hard",
    policy: "flatten",
    reason: "daily loss limit reached",
    since: timeText(part.since ?? now - 1.1 * hour),
    day: "2026-03-03",
    breach: 17,
    baseline: [],
    ...part.fields,
    until: until === null ? null : timeText(until),
    remaining_seconds: until === null ? null : Math.round((until - now) / 1000),
  };
}

/** An account with `total` = `realized` + `unrealized`; `part` overrides what riskd would say. */
export function makeAccount(name, now, figures, part = {}) {
  const {
    realized = 0,
    unrealized = 0,
    held = 0,
    covered = Math.abs(held),
    limit = -500,
  } = figures;
  const positions = positionsFor(held, unrealized, covered, now);
  const locks = part.locks ?? [];
  return {
    name,
    id: `****${(4471 + name.length * 131 + name.charCodeAt(name.length - 1)) % 10000}`,
    mode: "enforce",
    state: "PROTECTED",
    reasons: [],
    locked: locks.length > 0,
    can_trade: true,
    balance: money(50_000 + realized),
    realized: money(realized),
    unrealized: money(unrealized),
    unrealized_complete: true,
    total: money(realized + unrealized),
    open_positions: positions.length,
    day: "2026-03-03",
    next_reset: timeText(now + 6.2 * hour),
    next_reset_seconds: 6.2 * 3600,
    positions,
    orders: ordersFor(positions, now),
    rules: rulesFor(realized + unrealized, unrealized, Math.abs(held), covered, limit),
    locks,
    safe_mode: null,
    enforcement: {
      active: false,
      started: locks.length > 0 ? locks[0].since : null,
      commands_sent: locks.length > 0 ? 2 : 0,
      commands_failed: 0,
      verified_flat: locks.length > 0 ? timeText(Date.parse(locks[0].since) + 1250) : null,
    },
    self_tested: timeText(now - 2 * hour),
    last_reconciled: timeText(now - 12 * second),
    last_reconciled_age_seconds: 12,
    discrepancies: [],
    events_applied: 321,
    events_quarantined: 0,
    notice: "",
    config: "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef",
    pending: null,
    shown_as: locks.length > 0 ? "locked" : "protected",
    received: timeText(now),
    age_seconds: 0,
    ...part,
  };
}
