import type { Account } from "../contract/account";
import type { Alert, Daemon } from "../contract/daemon";
import { plainWords } from "../model/words";
import { Icon } from "./icons";
import { Moment } from "./moments";
import { Panel } from "./panel";

const shownAtMost = 20;

function Line({ alert }: { alert: Alert }) {
  return (
    <li class={`event-line is-${alert.severity}`}>
      <span class="event-mark">
        <Icon name={alert.severity} />
        <span class="unseen">{alert.severity}</span>
      </span>
      <span class="event-text">
        <strong>{plainWords(alert.code)}</strong>
        {alert.name === null && <span class="quiet"> (daemon)</span>}
        {alert.contract && <span class="quiet"> {alert.contract}</span>} {alert.detail}
      </span>
      <span class="event-time number">
        <Moment time={alert.ts} />
      </span>
    </li>
  );
}

/** Alerts of the account, and those that concern its daemon as a whole. */
export function AlertsPanel({ account, daemon }: { account: Account; daemon: Daemon | undefined }) {
  const alerts = (daemon?.status?.alerts ?? [])
    .filter((each) => each.name === account.name || (each.name === null && each.id === null))
    .reverse()
    .slice(0, shownAtMost);
  return (
    <Panel title="Alerts" aside={<span class="count-aside number">{alerts.length}</span>}>
      {alerts.length === 0 ? (
        <p class="panel-text quiet">No alert lately.</p>
      ) : (
        <ol class="event-list">
          {alerts.map((each, at) => (
            <Line key={`${each.ts} ${each.code} ${at}`} alert={each} />
          ))}
        </ol>
      )}
    </Panel>
  );
}
