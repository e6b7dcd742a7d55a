import { useState } from "preact/hooks";
import type { Alarm } from "../contract/messages";
import { readAlarms } from "../link/api";
import { accountAddress } from "../link/routes";
import { topic } from "../link/store";
import { useFetched, useStore } from "../link/use";
import { newestFirst } from "../model/alarms";
import { durationText } from "../model/durations";
import { keyOf } from "../model/key";
import { Icon } from "./icons";
import { Age, Moment } from "./moments";
import { Loaded } from "./notices";

function Lasting({ alarm }: { alarm: Alarm }) {
  if (alarm.ended === null)
    return (
      <strong>
        open, <Age sinceMs={Date.parse(alarm.raised)} />
      </strong>
    );
  const seconds = (Date.parse(alarm.ended) - Date.parse(alarm.raised)) / 1000;
  return <span class="quiet">ended after {durationText(seconds)}</span>;
}

function Place({ alarm }: { alarm: Alarm }) {
  return (
    <span class="alarm-place">
      {alarm.daemon}
      {alarm.account !== null && (
        <>
          {" · "}
          <a href={accountAddress(keyOf(alarm.daemon, alarm.account))}>{alarm.account}</a>
        </>
      )}
    </span>
  );
}

function Line({ alarm }: { alarm: Alarm }) {
  return (
    <li class={`alarm-line ${alarm.ended === null ? "is-open" : ""}`}>
      <span class={`severity is-${alarm.severity}`}>
        <Icon name={alarm.severity} /> {alarm.severity}
      </span>
      <span class="alarm-words">{alarm.text}</span>
      <Place alarm={alarm} />
      <span class="time">
        <Moment time={alarm.raised} />
      </span>
      <Lasting alarm={alarm} />
    </li>
  );
}

/** What was read, with what the live connection told since. */
function merged(read: readonly Alarm[], live: Iterable<Alarm>): Alarm[] {
  const all = new Map(read.map((each) => [each.id, each]));
  for (const each of live) all.set(each.id, each);
  return newestFirst(all.values());
}

export function AlarmsPage() {
  const store = useStore(topic.alarms);
  const [isOnlyOpen, setOnlyOpen] = useState(false);
  const [state, again] = useFetched(readAlarms, "alarms");
  return (
    <>
      <h1 tabIndex={-1}>Alarms</h1>
      <label class="check">
        <input
          type="checkbox"
          checked={isOnlyOpen}
          onChange={(event) => setOnlyOpen(event.currentTarget.checked)}
        />{" "}
        Only open ones
      </label>
      <Loaded state={state} again={again} what="The alarms">
        {(read) => {
          const all = merged(read, store.world.alarms.values());
          const shown = isOnlyOpen ? all.filter((each) => each.ended === null) : all;
          if (shown.length === 0)
            return (
              <p class="panel panel-text">
                {isOnlyOpen ? "No alarm is open." : "No alarm was raised since the hub began."}
              </p>
            );
          return (
            <ol class="panel alarm-list" aria-label="Alarms, the newest first">
              {shown.map((each) => (
                <Line key={each.id} alarm={each} />
              ))}
            </ol>
          );
        }}
      </Loaded>
    </>
  );
}
