import type { ComponentChildren } from "preact";
import type { Account } from "../contract/account";
import { counted } from "../model/words";
import { Moment } from "./moments";
import { Panel } from "./panel";

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function EnforcementFact({ account }: { account: Account }) {
  const { active, started, commands_sent, commands_failed, verified_flat } = account.enforcement;
  if (!started) return <>never yet</>;
  return (
    <>
      {active && <strong class="is-caution">ACTIVE </strong>}
      began <Moment time={started} />, {counted(commands_sent, "command")}, {commands_failed} failed
      {verified_flat && (
        <>
          , flat <Moment time={verified_flat} />
        </>
      )}
      {!verified_flat && active && <span class="is-caution">, not flat yet</span>}
    </>
  );
}

/** How riskd itself is doing with this account. */
export function AccountState({ account }: { account: Account }) {
  const differences = account.discrepancies;
  return (
    <Panel title="Guarding">
      <dl class="facts">
        <Fact name="Enforcement">
          <EnforcementFact account={account} />
        </Fact>
        <Fact name="Reconciled">
          {account.last_reconciled ? <Moment time={account.last_reconciled} /> : "not yet"}
        </Fact>
        <Fact name="Rules proven">
          {account.self_tested ? <Moment time={account.self_tested} /> : "not yet"}
        </Fact>
        <Fact name="Events">
          <span class="number">{account.events_applied}</span>
          {account.events_quarantined > 0 && (
            <strong class="is-breach">, {account.events_quarantined} could not be judged</strong>
          )}
        </Fact>
        {account.pending && (
          <Fact name="Pending">
            <span class="is-caution">
              {account.pending.changes.map((each) => each.key).join(", ")} changes at the next reset
            </span>
          </Fact>
        )}
        <Fact name="Configuration">
          <code title={account.config}>{account.config.slice(0, 12) || "–"}</code>
        </Fact>
      </dl>
      {differences.length > 0 && (
        <>
          <h3>Differences from the broker</h3>
          <ul class="differences">
            {[...differences].reverse().map((each, at) => (
              <li key={at}>
                <Moment time={each.at} /> {each.kind} {each.entity}: here {each.local}, there{" "}
                {each.broker}; {each.action}
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
