import type { ComponentChildren } from "preact";
import type { Account, Lock } from "../contract/account";
import type { Daemon } from "../contract/daemon";
import { formatMoney } from "../model/money";
import { ruleName } from "../model/rules";
import type { Entry } from "../model/world";
import { Badge } from "./badge";
import { OpenResult, Result } from "./figures";
import { Icon } from "./icons";
import { Age, Countdown, LockCountdown, Moment } from "./moments";

function Figure({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="figure">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const lockKinds: Record<Lock["lock"], string> = {
  hard: "until the reset",
  cooldown: "cooldown",
  session: "until trading hours",
  condition: "until its condition ends",
};

const lockPolicies: Record<Lock["policy"], string> = {
  flatten: "nothing may be held; whatever opens is closed",
  keep: "what was held may shrink, nothing may open or grow",
};

function LockLine({ lock, clockOffset }: { lock: Lock; clockOffset: number | null }) {
  return (
    <li class="lock-line">
      <span class="lock-clock">
        <LockCountdown lock={lock} clockOffset={clockOffset} />
      </span>
      <span class="lock-words">
        <strong>{lock.reason}</strong>
        <span class="quiet">
          {ruleName(lock.rule)} ({lock.rule}), {lockKinds[lock.lock]}: {lockPolicies[lock.policy]}
        </span>
        <span class="quiet">
          since <Moment time={lock.since} />
          {lock.until && (
            <>
              , until <Moment time={lock.until} />
            </>
          )}
          , breach {lock.breach}
        </span>
      </span>
    </li>
  );
}

function Locks({ account, clockOffset }: { account: Account; clockOffset: number | null }) {
  if (account.locks.length === 0) return null;
  return (
    <section class="locks" aria-labelledby="locks-title">
      <h2 id="locks-title">
        <Icon name="locked" /> Locked
      </h2>
      <ul>
        {account.locks.map((each) => (
          <LockLine key={`${each.rule} ${each.scope} ${each.breach}`} lock={each} clockOffset={clockOffset} />
        ))}
      </ul>
    </section>
  );
}

function AgeNotice({ entry, daemon }: { entry: Entry; daemon: Daemon | undefined }) {
  if (entry.standing === "live") return null;
  return (
    <div class="notice is-caution">
      <Icon name="silent" />
      <p>
        <strong>
          Last known state, <Age sinceMs={entry.asOfMs} /> old.
        </strong>{" "}
        {entry.standing === "unreachable"
          ? `riskd of ${entry.daemon} does not answer: nobody is known to guard the account.`
          : `Nothing is heard of ${entry.daemon}: whether its riskd guards the account is not known.`}{" "}
        Look at its machine.
        {daemon?.remark && <span class="quiet"> ({daemon.remark})</span>}
      </p>
    </div>
  );
}

/** Why an account is less than protected, and what else its trader should know. */
function Remarks({ account }: { account: Account }) {
  const lines = [...account.reasons];
  if (!account.can_trade) lines.push("the broker does not let the account trade");
  if (account.safe_mode)
    lines.push(`safe mode (${account.safe_mode.policy}): events cannot be judged with confidence`);
  if (account.notice) lines.push(account.notice);
  if (lines.length === 0) return null;
  return (
    <ul class="head-remarks">
      {lines.map((each, at) => (
        <li key={at}>{each}</li>
      ))}
    </ul>
  );
}

export function AccountHead({ entry, daemon }: { entry: Entry; daemon: Daemon | undefined }) {
  const { account } = entry;
  const clockOffset = daemon?.clock_offset_seconds ?? null;
  return (
    <header class="account-head">
      <div class="head-line">
        <h1 tabIndex={-1}>{account.name || account.id || "unnamed"}</h1>
        <Badge shown={entry.badge} />
        <span class="quiet">
          {entry.daemon} · <span class="number">{account.id ?? "id not known"}</span> ·{" "}
          {account.mode}
        </span>
      </div>
      <AgeNotice entry={entry} daemon={daemon} />
      <Locks account={account} clockOffset={clockOffset} />
      <Remarks account={account} />
      <dl class="figures">
        <Figure name="Total today">
          <Result text={account.total} />
        </Figure>
        <Figure name="Realized">
          <Result text={account.realized} />
        </Figure>
        <Figure name="Open">
          <OpenResult account={account} />
        </Figure>
        <Figure name="Balance">
          <span class="number">{formatMoney(account.balance)}</span>
        </Figure>
        <Figure name={account.day ? `Day ${account.day} resets in` : "Day resets in"}>
          {account.next_reset ? (
            <Countdown until={account.next_reset} clockOffset={clockOffset} over="now" />
          ) : (
            "not known yet"
          )}
        </Figure>
      </dl>
    </header>
  );
}
