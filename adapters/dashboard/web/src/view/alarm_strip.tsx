import type { Alarm } from "../contract/messages";
import { accountAddress } from "../link/routes";
import { topic } from "../link/store";
import { useStore } from "../link/use";
import { openCritical } from "../model/alarms";
import { keyOf } from "../model/key";
import { Icon } from "./icons";
import { Age } from "./moments";

const shownAtMost = 3;

function Line({ alarm }: { alarm: Alarm }) {
  return (
    <li>
      <Icon name="critical" />
      <span class="alarm-text">
        {alarm.account === null ? (
          alarm.text
        ) : (
          <a href={accountAddress(keyOf(alarm.daemon, alarm.account))}>{alarm.text}</a>
        )}
      </span>
      <span class="alarm-age">
        <Age sinceMs={Date.parse(alarm.raised)} /> ago
      </span>
    </li>
  );
}

/** Critical alarms that have not ended. */
export function AlarmStrip() {
  const store = useStore(topic.alarms);
  const open = openCritical(store.world.alarms.values());
  if (open.length === 0) return null;
  return (
    <section class="alarm-strip" aria-labelledby="strip-title">
      <h2 id="strip-title" class="unseen">
        Open critical alarms
      </h2>
      <ul>
        {open.slice(0, shownAtMost).map((each) => (
          <Line key={each.id} alarm={each} />
        ))}
      </ul>
      {open.length > shownAtMost && <a href="#/alarms">All {open.length} open critical alarms</a>}
    </section>
  );
}
