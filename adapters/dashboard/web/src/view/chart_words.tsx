import type { Day, DayLimit, DayPoint } from "../contract/day";
import { topic } from "../link/store";
import { useStore } from "../link/use";
import { extremesOf, hourly, type Columns, type Drawn } from "../model/chart_data";
import { formatResult } from "../model/money";
import { minuteText } from "../model/moments";
import { DataTable } from "./panel";

/** Points of a chart are numbers; for people they are cents. */
export function dollars(x: number | null): string {
  return x === null ? "not known" : formatResult(x.toFixed(2).replace(/^-0\.00$/, "0.00"));
}

function limitText({ label, value, measure }: DayLimit): string {
  const of = measure === "unrealized" ? "open result of each position" : measure;
  return `${label} ${dollars(value)} (${of})`;
}

interface LegendProps {
  drawn: Drawn;
  hasLocks: boolean;
  hasBreaches: boolean;
}

export function ChartLegend({ drawn, hasLocks, hasBreaches }: LegendProps) {
  return (
    <>
      <ul class="chart-legend">
        <li>
          <span class="swatch is-total" aria-hidden="true" /> total
        </li>
        <li>
          <span class="swatch is-realized" aria-hidden="true" /> realized
        </li>
        <li>
          <span class="swatch is-limit" aria-hidden="true" /> limit
        </li>
        {hasLocks && (
          <li>
            <span class="swatch is-lock" aria-hidden="true" /> locked
          </li>
        )}
        {hasBreaches && (
          <li>
            <span class="swatch is-breach" aria-hidden="true" /> breach
          </li>
        )}
      </ul>
      {drawn.leftOut.length > 0 && (
        <p class="chart-summary">Not drawn: {drawn.leftOut.map(limitText).join(", ")}.</p>
      )}
    </>
  );
}

/** What the chart shows, in words. */
function useChartText(day: Day, columns: Columns): string {
  const store = useStore(topic.preferences);
  const found = extremesOf(columns);
  if (!found) return "No result is on record.";
  const at = (seconds: number) => minuteText(seconds * 1000, store.preferences.zone);
  const { last, lowest } = found;
  const parts = [
    `At ${at(last.seconds)}: realized ${dollars(last.realized)}, total ${dollars(last.total)}.`,
  ];
  if (lowest) parts.push(`Lowest total ${dollars(lowest.total)} at ${at(lowest.seconds)}.`);
  if (day.limits.length > 0) parts.push(`Limits: ${day.limits.map(limitText).join(", ")}.`);
  for (const each of day.locks) {
    const end = each.ended ? `, ended ${at(Date.parse(each.ended) / 1000)}` : "";
    parts.push(`Locked at ${at(Date.parse(each.since) / 1000)}: ${each.reason}${end}.`);
  }
  return parts.join(" ");
}

export function ChartSummary({ day, columns }: { day: Day; columns: Columns }) {
  return (
    <p id="chart-summary" class="chart-summary">
      {useChartText(day, columns)}
    </p>
  );
}

const pointColumns = [
  { title: "Time" },
  { title: "Realized", isNumber: true },
  { title: "Total", isNumber: true },
];

export function PointsTable({ points }: { points: readonly DayPoint[] }) {
  const store = useStore(topic.preferences);
  return (
    <details>
      <summary>The same as a table, hour by hour</summary>
      <DataTable name="Results hour by hour" columns={pointColumns}>
        {hourly(points).map(([seconds, realized, unrealized]) => (
          <tr key={seconds}>
            <th scope="row" class="time">
              {minuteText(seconds * 1000, store.preferences.zone)}
            </th>
            <td class="number">{dollars(realized)}</td>
            <td class="number">{dollars(unrealized === null ? null : realized + unrealized)}</td>
          </tr>
        ))}
      </DataTable>
    </details>
  );
}
