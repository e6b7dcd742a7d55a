import { topic } from "../link/store";
import { useEntry, useStore } from "../link/use";
import { namesOf, type AccountKey } from "../model/key";
import type { Entry } from "../model/world";
import { AccountHead } from "./account_head";
import { AccountState } from "./account_state";
import { AlertsPanel } from "./alerts_panel";
import { AuditPanel } from "./audit_panel";
import { DayPanel } from "./day_panel";
import { Icon } from "./icons";
import { OrdersPanel } from "./orders_panel";
import { PositionsPanel } from "./positions_panel";
import { RulesPanel } from "./rules_panel";
import { TimelinesPanel } from "./timelines_panel";

function Gone({ accountKey }: { accountKey: AccountKey }) {
  const { daemon, account } = namesOf(accountKey);
  return (
    <section class="panel empty-state">
      <h1 tabIndex={-1}>{account || "Account"}</h1>
      <p>
        The hub knows no account of this name at {daemon}. It may have been taken out of the
        configuration there, or its daemon was not seen since the hub began.
      </p>
      <p>
        <a href="#/">All accounts</a>
      </p>
    </section>
  );
}

/** Changes when there is something new to read about the account's past. */
function storyVersion({ account }: Entry): string {
  const { active, started, commands_sent, verified_flat } = account.enforcement;
  const breaches = account.locks.map((each) => each.breach).join();
  return [account.day, breaches, active, started, commands_sent, verified_flat].join("|");
}

export function AccountPage({ accountKey }: { accountKey: AccountKey }) {
  const entry = useEntry(accountKey);
  const store = useStore(topic.daemons);
  if (!entry) return <Gone accountKey={accountKey} />;
  const daemon = store.world.daemons.get(entry.daemon);
  const version = `${storyVersion(entry)}|${store.overviews}`;
  return (
    <article class="account">
      <a href="#/" class="back-link">
        <Icon name="back" /> All accounts
      </a>
      <AccountHead entry={entry} daemon={daemon} />
      <div class="account-columns">
        <div class="main-column">
          <DayPanel entry={entry} version={version} />
          <PositionsPanel account={entry.account} />
          <OrdersPanel account={entry.account} />
          <TimelinesPanel entry={entry} version={version} />
        </div>
        <div class="side-column">
          <RulesPanel account={entry.account} />
          <AlertsPanel account={entry.account} daemon={daemon} />
          <AuditPanel entry={entry} daemon={daemon} version={version} />
          <AccountState account={entry.account} />
        </div>
      </div>
    </article>
  );
}
