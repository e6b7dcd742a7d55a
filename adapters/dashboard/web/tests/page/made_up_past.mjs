// Made-up days, timelines and audit records.
import { chance, timeText } from "./made_up_accounts.mjs";

const hour = 3600;

export function makeDay(daemon, account, now) {
  const random = chance(account.name.length * 977);
  const end = Math.floor(now / 1000);
  const begin = end - 7 * hour;
  const isLocked = account.locks.length > 0;
  const lockedAt = isLocked ? Math.floor(Date.parse(account.locks[0].since) / 1000) : end;
  const goal = Number(account.realized);
  const points = [];
  let realized = 0;
  let open = 0;
  for (let at = begin; at <= end; at += 60) {
    const isOver = at >= lockedAt;
    const progress = Math.min(1, (at - begin) / (lockedAt - begin));
    if (isOver) realized = goal;
    else if (random() < 0.07)
      realized = Math.round((goal * progress + (random() - 0.5) * 160) * 100) / 100;
    open = isOver && isLocked ? 0 : Math.round((open * 0.93 + (random() - 0.5) * 26) * 100) / 100;
    points.push([at, realized, open]);
  }
  points.push([end, goal, Number(account.unrealized)]);
  return {
    schema: 1,
    daemon,
    account: account.name,
    day: account.day,
    begin: timeText((end - 17 * hour) * 1000),
    end: timeText((end + 6.2 * hour) * 1000),
    points,
    limits: [
      { rule: "RULE-003", label: "daily loss limit", measure: "total", value: -500 },
      { rule: "RULE-013", label: "daily profit target", measure: "realized", value: 1500 },
      { rule: "RULE-004", label: "open loss of a position", measure: "unrealized", value: -300 },
    ],
    locks: account.locks.map(({ rule, reason, since, until }) => ({
      rule,
      reason,
      since,
      until,
      ended: null,
    })),
    breaches: account.locks.map((each) => ({
      breach: each.breach,
      ts: each.since,
      rule: each.rule,
      observed: "-512.50",
      limit: "-500.00",
    })),
  };
}

function stagesAt(begin) {
  const stage = (name, ms, atMost, note) => ({
    stage: name,
    at: ms === null ? null : timeText(begin + ms),
    delay_us: ms === null ? null : ms * 1000,
    at_most_us: atMost === null ? null : atMost * 1000,
    note,
  });
  return [
    stage("received", 0, null, "trade by stream"),
    stage("judged", null, 2.3, "not later than the first command left"),
    stage("stored", null, 2.3, "not later than the first command left"),
    stage("sent", 2.3, null, "the first of 2"),
    stage("acknowledged", 32, null, "2 answered, 2 accepted"),
    stage("flat", 1250, null, "told by the broker's events; its proof by REST is not on record"),
  ];
}

function commandsAt(begin) {
  const command = (name, order, reply) => ({
    command: name,
    contract: "CON.F.US.MNQ.H26",
    order,
    size: null,
    rule: "RULE-003",
    cause: "lock",
    attempt: 1,
    decided: timeText(begin + 1),
    outcome: "accepted",
    detail: "",
    to_wire_us: 1300,
    to_reply_us: reply,
  });
  return [command("cancel_order", 9001, 25_000), command("close_position", null, 31_000)];
}

export function makeTimelines(account) {
  return account.locks.map((lock) => {
    const begin = Date.parse(lock.since);
    return {
      schema: 1,
      breach: {
        name: account.name,
        id: account.id,
        breach: lock.breach,
        ts: lock.since,
        rule: lock.rule,
        about: null,
        observed: "-512.50",
        limit: "-500.00",
        unit: "usd",
        action: "flatten_and_lock",
        closed: null,
      },
      mode: "enforce",
      stages: stagesAt(begin),
      locks: [],
      commands: commandsAt(begin),
      has_more_commands: false,
      closings: [],
      cost_of_delay: {
        figure: "-512.50",
        result: "-525.24",
        costs: "0.74",
        lost: "12.00",
        unknown_because: null,
      },
    };
  });
}

export function makeLog(account, now) {
  const record = (n, ago, type, rule, text) => ({
    chain: 3,
    n,
    ts: timeText(now - ago * 1000),
    name: account.name,
    id: account.id,
    type,
    rule,
    text,
  });
  const began = record(301, 11_000, "bind", null, "The configuration is in force.");
  if (account.locks.length === 0) return [began];
  return [
    record(412, 3958, "proof", "RULE-003", "Verified flat: no position, no working order."),
    record(
      411,
      3960,
      "command",
      "RULE-003",
      "Close position CON.F.US.MNQ.H26: the account is locked.",
    ),
    record(410, 3960, "lock", "RULE-003", "Locked until the reset: daily loss limit reached."),
    record(409, 3960, "breach", "RULE-003", "Daily loss limit reached: -512.50 <= -500.00."),
    began,
  ];
}
