import type { Daemon, Gateway } from "../contract/daemon";
import { topic } from "../link/store";
import { useStore } from "../link/use";
import { counted } from "../model/words";
import { AuditChain, AuditWord } from "./audit_panel";
import { DaemonWord } from "./daemon_word";
import { Moment } from "./moments";
import { NoDaemon } from "./notices";

function GatewayLine({ gateway }: { gateway: Gateway }) {
  const down = gateway.links.filter((each) => !each.up);
  return (
    <li>
      {gateway.name}:{" "}
      {gateway.logged_in ? (
        "logged in"
      ) : (
        <strong class="is-breach">not logged in, {gateway.login_remark}</strong>
      )}
      {down.map((each) => (
        <span key={each.link} class="is-breach">
          {" "}
          · {each.link} link down {each.remark}
        </span>
      ))}
      {down.length === 0 && gateway.links.length > 0 && " · all links up"}
    </li>
  );
}

function undelivered(daemon: Daemon): number {
  return (daemon.status?.notifications.channels ?? []).reduce(
    (sum, each) => sum + each.given_up,
    0,
  );
}

/** The hub tells of no difference below 2 s: so much is the way of a message. */
function Clock({ daemon }: { daemon: Daemon }) {
  const seconds = daemon.clock_offset_seconds;
  if (!seconds) return <>{daemon.attached_since ? "same as the hub's" : "not known"}</>;
  return (
    <span class="is-caution number">
      {Math.abs(seconds)} s {seconds < 0 ? "behind" : "ahead"}
    </span>
  );
}

function DaemonFacts({ daemon }: { daemon: Daemon }) {
  const lost = undelivered(daemon);
  return (
    <dl class="facts">
      <dt>Last heard</dt>
      <dd>{daemon.last_heard ? <Moment time={daemon.last_heard} /> : "never"}</dd>
      <dt>Attached since</dt>
      <dd>{daemon.attached_since ? <Moment time={daemon.attached_since} /> : "not attached"}</dd>
      <dt>Clock</dt>
      <dd>
        <Clock daemon={daemon} />
      </dd>
      <dt>Missed updates</dt>
      <dd class={daemon.missed_updates > 0 ? "number is-caution" : "number"}>
        {daemon.missed_updates}
      </dd>
      {lost > 0 && (
        <>
          <dt>Notices</dt>
          <dd class="is-caution">{lost} never delivered</dd>
        </>
      )}
      {daemon.status && !daemon.status.daemon.storage.writable && (
        <>
          <dt>Storage</dt>
          <dd class="is-breach">not writable: {daemon.status.daemon.storage.remark}</dd>
        </>
      )}
    </dl>
  );
}

function DaemonCard({ daemon, accounts }: { daemon: Daemon; accounts: number }) {
  const { status } = daemon;
  const isLive = daemon.state === "live";
  const id = `daemon-${encodeURIComponent(daemon.name)}`;
  return (
    <section class={`panel daemon is-${daemon.state}`} aria-labelledby={id}>
      <div class="panel-head">
        <h2 id={id}>{daemon.name}</h2>
        <DaemonWord state={daemon.state} />
        <span class="count-aside">
          {counted(accounts, "account")}
          {status && ` · riskd ${status.daemon.version}`}
          {status && isLive && ` · ${status.daemon.phase}`}
        </span>
      </div>
      {daemon.remark && <p class="panel-text">{daemon.remark}</p>}
      {status && !isLive && <p class="panel-text told-before">What riskd told before that:</p>}
      {status && !status.healthy && <p class="panel-text is-caution">{status.headline}</p>}
      {status && (
        <ul class="gateways">
          {status.gateways.map((each) => (
            <GatewayLine key={each.name} gateway={each} />
          ))}
        </ul>
      )}
      <DaemonFacts daemon={daemon} />
      <p class="panel-text">
        <AuditWord audit={daemon.audit} />
      </p>
      <AuditChain audit={daemon.audit} />
    </section>
  );
}

const order: readonly Daemon["state"][] = ["unreachable", "silent", "never", "live"];

function worstFirst(a: Daemon, b: Daemon): number {
  return order.indexOf(a.state) - order.indexOf(b.state) || (a.name < b.name ? -1 : 1);
}

export function DaemonsPage() {
  const store = useStore(topic.daemons, topic.list);
  const daemons = [...store.world.daemons.values()].sort(worstFirst);
  const counts = new Map<string, number>();
  for (const { daemon } of store.world.accounts.values())
    counts.set(daemon, (counts.get(daemon) ?? 0) + 1);
  return (
    <>
      <h1 tabIndex={-1}>Daemons</h1>
      {daemons.length === 0 ? (
        <NoDaemon />
      ) : (
        <div class="daemon-cards">
          {daemons.map((each) => (
            <DaemonCard key={each.name} daemon={each} accounts={counts.get(each.name) ?? 0} />
          ))}
        </div>
      )}
    </>
  );
}
