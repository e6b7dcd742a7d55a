import { useEffect, useRef, useState } from "preact/hooks";
import type { Day, DayPoint } from "../contract/day";
import { readDay } from "../link/api";
import { topic } from "../link/store";
import { useFetched, useStore } from "../link/use";
import { columnsOf, drawnRange, withLatest } from "../model/chart_data";
import type { Entry } from "../model/world";
import { ChartLegend, ChartSummary, PointsTable } from "./chart_words";
import { DayChart } from "./day_chart";
import { Loaded } from "./notices";
import { Panel } from "./panel";

/** What is known holds until now; of a daemon that is not live, until it was told last. */
function latestPoint(entry: Entry, nowMs: number): DayPoint {
  const { realized, unrealized, unrealized_complete } = entry.account;
  const heldMs = entry.standing === "live" ? nowMs : entry.asOfMs;
  return [
    Math.round(heldMs / 1000),
    Number(realized),
    unrealized_complete ? Number(unrealized) : null,
  ];
}

/** The day as it was read, and what came live since. */
function useGrowingPoints(day: Day, entry: Entry): DayPoint[] {
  const store = useStore();
  const [points, setPoints] = useState(day.points);
  const read = useRef(day);
  useEffect(() => {
    const isNew = read.current !== day;
    read.current = day;
    setPoints((before) => {
      const known = isNew ? day.points : before;
      if (entry.account.day !== day.day) return known;
      return withLatest(known, latestPoint(entry, store.now()));
    });
  }, [day, entry]);
  return points;
}

function Chart({ day, entry }: { day: Day; entry: Entry }) {
  const points = useGrowingPoints(day, entry);
  const columns = columnsOf(points);
  const drawn = drawnRange(columns, day.limits);
  return (
    <figure class="chart-figure">
      <DayChart day={day} columns={columns} drawn={drawn} />
      <figcaption>
        <ChartLegend
          drawn={drawn}
          hasLocks={day.locks.length > 0}
          hasBreaches={day.breaches.length > 0}
        />
        <ChartSummary day={day} columns={columns} />
        <PointsTable points={points} />
      </figcaption>
    </figure>
  );
}

/** Results through the trading day, with limits and locks. */
export function DayPanel({ entry, version }: { entry: Entry; version: string }) {
  useStore(topic.preferences);
  const [state, again] = useFetched(() => readDay(entry.daemon, entry.account.name), version);
  return (
    <Panel
      title="Result through the day"
      aside={state.last && <span class="count-aside number">{state.last.day}</span>}
    >
      <Loaded state={state} again={again} what="The day's results">
        {(day) =>
          day.points.length === 0 ? (
            <p class="panel-text quiet">No result is on record for this trading day yet.</p>
          ) : (
            <Chart day={day} entry={entry} />
          )
        }
      </Loaded>
    </Panel>
  );
}
