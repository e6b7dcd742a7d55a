import type { AuditState, Daemon } from "../contract/daemon";
import type { LogRecord } from "../contract/story";
import { readLog } from "../link/api";
import { useFetched, useSettled } from "../link/use";
import { plainWords } from "../model/words";
import type { Entry } from "../model/world";
import { Icon, type IconName } from "./icons";
import { Moment } from "./moments";
import { Loaded } from "./notices";
import { Panel } from "./panel";

const looks: Record<AuditState["state"], { icon: IconName; tone: string; words: string }> = {
  intact: { icon: "chain", tone: "is-fine", words: "chain intact" },
  broken: { icon: "critical", tone: "is-breach", words: "chain BROKEN" },
  unknown: { icon: "warning", tone: "is-caution", words: "chain not checked" },
};

export function AuditWord({ audit }: { audit: AuditState }) {
  const look = looks[audit.state];
  return (
    <span class={`audit-word ${look.tone}`}>
      <Icon name={look.icon} /> {look.words}
    </span>
  );
}

export function AuditChain({ audit }: { audit: AuditState }) {
  return (
    <p class="panel-text quiet audit-chain">
      {audit.number !== null && `Chain ${audit.chain}, record ${audit.number}. `}
      {audit.head && (
        <>
          Head <code title={audit.head}>{audit.head.slice(0, 12)}…</code>{" "}
        </>
      )}
      {audit.checked && (
        <>
          checked <Moment time={audit.checked} />.{" "}
        </>
      )}
      {audit.remark && <span class={looks[audit.state].tone}>{audit.remark}</span>}
    </p>
  );
}

function Line({ record }: { record: LogRecord }) {
  return (
    <li class="event-line">
      <span class="event-mark number quiet">{record.n}</span>
      <span class="event-text">
        <strong>{plainWords(record.type)}</strong>
        {record.rule && <span class="quiet"> {record.rule}</span>} {record.text}
      </span>
      <span class="event-time number">
        <Moment time={record.ts} />
      </span>
    </li>
  );
}

interface AuditProps {
  entry: Entry;
  daemon: Daemon | undefined;
  version: string;
}

export function AuditPanel({ entry, daemon, version }: AuditProps) {
  // More comes on record than what the version tells of.
  const end = daemon?.audit.number;
  // The hub tells of the end first, and can be asked for the records when it has stored them.
  const records = [version, end, useSettled(end, 1_000), useSettled(end, 5_000)].join("|");
  const [state, again] = useFetched(() => readLog(entry.daemon, entry.account.name), records);
  return (
    <Panel title="Audit log" aside={daemon && <AuditWord audit={daemon.audit} />}>
      {daemon && <AuditChain audit={daemon.audit} />}
      <Loaded state={state} again={again} what="The audit log">
        {(records) =>
          records.length === 0 ? (
            <p class="panel-text quiet">Nothing is on record for this account yet.</p>
          ) : (
            <ol
              class="event-list is-scrolled"
              tabIndex={0}
              aria-label="Audit records, newest first"
            >
              {records.map((each) => (
                <Line key={`${each.chain} ${each.n}`} record={each} />
              ))}
            </ol>
          )
        }
      </Loaded>
    </Panel>
  );
}
