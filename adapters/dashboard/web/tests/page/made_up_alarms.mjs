// Made-up alerts of a daemon and alarms of the hub.
import { timeText } from "./made_up_accounts.mjs";

const minute = 60_000;

export function makeAlerts(now, account) {
  const alert = (ago, code, severity, detail, name = account) => ({
    ts: timeText(now - ago * minute),
    age_seconds: ago * 60,
    name,
    id: name === null ? null : "****4602",
    code,
    severity,
    contract: null,
    detail,
  });
  return [
    alert(130, "link_down", "warning", "market hub of default, 4 s", null),
    alert(66, "limit_near", "warning", "daily loss limit: 82 % used"),
    alert(64, "breach", "critical", "RULE-003: -512.50 <= -500.00"),
    alert(64, "locked", "critical", "until the reset"),
  ];
}

export function smallDeskAlarms(now) {
  const alarm = (id, ago, lasted, severity, kind, daemon, account, text) => ({
    id,
    raised: timeText(now - ago * 1000),
    ended: lasted === null ? null : timeText(now - (ago - lasted) * 1000),
    severity,
    kind,
    daemon,
    account,
    text,
  });
  return [
    alarm(
      9,
      100,
      null,
      "critical",
      "daemon_silent",
      "vps-chicago",
      null,
      "vps-chicago has been silent for 30 s",
    ),
    alarm(
      8,
      240,
      null,
      "critical",
      "account_unprotected",
      "desk-2",
      "combine-05",
      "combine-05 is unprotected: RULE-003 failed",
    ),
    alarm(
      7,
      3960,
      null,
      "warning",
      "account_locked",
      "home",
      "50K-4471",
      "50K-4471 is locked: daily loss limit reached",
    ),
    alarm(
      6,
      7800,
      40,
      "critical",
      "riskd_unreachable",
      "home",
      null,
      "riskd of home does not answer",
    ),
    alarm(5, 9000, 0, "info", "daemon_back", "desk-2", null, "desk-2 is back"),
  ];
}
