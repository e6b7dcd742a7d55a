import type { Account, Rule } from "../contract/account";
import { formatResult, formatUnits, toneOf } from "../model/money";
import { hasAmounts, nearnessOf, roomOf, ruleName } from "../model/rules";
import { Icon } from "./icons";

export function Result({ text }: { text: string | null }) {
  return <span class={`number is-${toneOf(text)}`}>{formatResult(text)}</span>;
}

/** The result of open positions; one without a price is left out of it, and that is said. */
export function OpenResult({ account }: { account: Account }) {
  return (
    <>
      <Result text={account.unrealized} />
      {!account.unrealized_complete && (
        <span class="remark is-caution" title="an open position has no price and is left out">
          {" "}
          and unpriced
        </span>
      )}
    </>
  );
}

/** `239.50 left`, `12.00 over`; counts are shown as they are: `2 of 5`. Words have no distance. */
export function roomText(rule: Rule): string {
  if (rule.unit !== "usd") return hasAmounts(rule) ? `${rule.observed} of ${rule.limit}` : "";
  const room = roomOf(rule);
  if (room === null) return "";
  return room < 0n ? `${formatUnits(-room)} over` : `${formatUnits(room)} left`;
}

/** How full a limit is. The words beside it say the same. */
export function UseBar({ rule }: { rule: Rule }) {
  const used = Math.min(100, Math.max(0, rule.utilisation_percent ?? 0));
  return (
    <span class={`use-bar is-${nearnessOf(rule)}`} aria-hidden="true">
      <span style={{ width: `${used}%` }} />
    </span>
  );
}

export function LimitSummary({ rule }: { rule: Rule | null }) {
  if (!rule) return <span class="quiet">no limit in dollars</span>;
  return (
    <div class={`limit-summary is-${nearnessOf(rule)}`}>
      <span class="limit-room number">{roomText(rule)}</span>
      <UseBar rule={rule} />
      <span class="limit-name">
        {ruleName(rule.rule)}, <span class="number">{rule.utilisation_percent} %</span> used
      </span>
    </div>
  );
}

/** How many of the contracts held working stops cover. */
export function StopCover({ covered, size }: { covered: number; size: number }) {
  const isCovered = covered >= size;
  return (
    <span class={isCovered ? "is-fine" : "is-caution"}>
      <Icon name={isCovered ? "ok" : "warning"} />{" "}
      {covered === 0 ? "no stop" : `stop for ${covered} of ${size}`}
    </span>
  );
}
