import type { Account, Position } from "../contract/account";
import { accountAddress } from "../link/routes";
import { useEntry, useStore } from "../link/use";
import type { AccountKey } from "../model/key";
import { ruleName, tightestLimit } from "../model/rules";
import type { Entry } from "../model/world";
import { Badge } from "./badge";
import { LimitSummary, OpenResult, Result, StopCover } from "./figures";
import { Icon } from "./icons";
import { Age, Countdown, LockCountdown } from "./moments";
import { unlessChanged } from "./unless_changed";

/** The lock that ends last binds; riskd lists it first. */
function LockCell({ account, clockOffset }: { account: Account; clockOffset: number | null }) {
  const [lock, ...others] = account.locks;
  if (!lock) return account.locked ? <strong>locked</strong> : <span class="quiet">–</span>;
  return (
    <>
      <strong class="lock-time">
        <Icon name="locked" />
        <LockCountdown lock={lock} clockOffset={clockOffset} />
      </strong>
      <span class="under" title={lock.reason}>
        {ruleName(lock.rule)}
        {others.length > 0 && ` +${others.length}`}
      </span>
    </>
  );
}

function signedSize(position: Position): string {
  return `${position.direction === "long" ? "+" : "\u2212"}${position.size} ${position.product}`;
}

function PositionsCell({ positions }: { positions: readonly Position[] }) {
  if (positions.length === 0) return <span class="quiet">flat</span>;
  let size = 0;
  let covered = 0;
  for (const each of positions) {
    size += each.size;
    covered += Math.min(each.size, each.stop_coverage);
  }
  return (
    <>
      <span class="number">{positions.map(signedSize).join(" ")}</span>
      <span class="under">
        <StopCover covered={covered} size={size} />
      </span>
    </>
  );
}

function LastKnown({ entry }: { entry: Entry }) {
  return (
    <span class="is-caution">
      {" · as of "}
      <Age sinceMs={entry.asOfMs} /> ago
      {entry.standing === "unreachable" && ", no answer"}
    </span>
  );
}

function NameCell({ entry }: { entry: Entry }) {
  const { account } = entry;
  const isLive = entry.standing === "live";
  return (
    <>
      <a class="account-name" href={accountAddress(entry.key)}>
        {account.name || account.id || "unnamed"}
      </a>
      <span class="under">
        {entry.daemon}
        {!isLive && <LastKnown entry={entry} />}
        {isLive && account.reasons.length > 0 && ` · ${account.reasons[0]}`}
      </span>
    </>
  );
}

function ResetCell({ account, clockOffset }: { account: Account; clockOffset: number | null }) {
  if (!account.next_reset) return <span class="quiet">–</span>;
  return <Countdown until={account.next_reset} clockOffset={clockOffset} over="now" />;
}

function Row({ accountKey, index }: { accountKey: AccountKey; index: number }) {
  const entry = useEntry(accountKey);
  const store = useStore();
  if (!entry) return null;
  const { account, badge } = entry;
  const clockOffset = store.world.daemons.get(entry.daemon)?.clock_offset_seconds ?? null;
  const open = (event: Event) => {
    if (!(event.target as Element).closest("a")) location.hash = accountAddress(accountKey);
  };
  const { locked } = account;
  const isOld = entry.standing !== "live";
  const look = `account-row is-${badge} ${locked ? "has-lock" : ""} ${isOld ? "is-old" : ""}`;
  return (
    <tr role="row" aria-rowindex={index} class={look} onClick={open}>
      <td role="cell" class="cell-state">
        <Badge shown={badge} />
      </td>
      <td role="cell" class="cell-name">
        <NameCell entry={entry} />
      </td>
      <td role="cell" class="cell-lock">
        <LockCell account={account} clockOffset={clockOffset} />
      </td>
      <td role="cell" class="cell-limit">
        <LimitSummary rule={tightestLimit(account)} />
      </td>
      <td role="cell" class="cell-total">
        <Result text={account.total} />
      </td>
      <td role="cell" class="cell-realized">
        <Result text={account.realized} />
      </td>
      <td role="cell" class="cell-open">
        <OpenResult account={account} />
      </td>
      <td role="cell" class="cell-positions">
        <PositionsCell positions={account.positions} />
      </td>
      <td role="cell" class="cell-reset">
        <ResetCell account={account} clockOffset={clockOffset} />
      </td>
    </tr>
  );
}

export const AccountRow = unlessChanged(Row);
