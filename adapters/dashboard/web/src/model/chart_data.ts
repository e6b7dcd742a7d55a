import type { Day, DayLimit, DayPoint } from "../contract/day";

/** As the chart draws them: seconds, realized, total; a total that is not known is a gap. */
export type Columns = [number[], number[], (number | null)[]];

export function columnsOf(points: readonly DayPoint[]): Columns {
  const out: Columns = [[], [], []];
  for (const [seconds, realized, unrealized] of points) {
    out[0].push(seconds);
    out[1].push(realized);
    out[2].push(unrealized === null ? null : realized + unrealized);
  }
  return out;
}

/** Adds what the live connection told since, at most one point a second. */
export function withLatest(points: readonly DayPoint[], latest: DayPoint): DayPoint[] {
  const last = points[points.length - 1];
  if (!last || latest[0] - last[0] >= 1) return [...points, latest];
  return latest[0] < last[0]
    ? [...points]
    : [...points.slice(0, -1), [last[0], latest[1], latest[2]]];
}

export interface Drawn {
  min: number;
  max: number;
  limits: DayLimit[];
  /** Too far away to be drawn, or not about the account's result. */
  leftOut: DayLimit[];
}

/**
 * What the vertical axis shows: all results, every limit below zero, and targets unless they are so
 * far away that the results would become a flat line.
 */
export function drawnRange(columns: Columns, limits: readonly DayLimit[]): Drawn {
  let min = 0;
  let max = 0;
  for (const value of [...columns[1], ...columns[2]]) {
    if (value === null) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  const fitting = limits.filter((each) => each.measure !== "unrealized");
  for (const each of fitting) min = Math.min(min, each.value);
  const reach = 2 * Math.max(max, -min);
  const shown = fitting.filter((each) => each.value <= reach);
  for (const each of shown) max = Math.max(max, each.value);
  const margin = (max - min || 1) * 0.08;
  return {
    min: min - margin,
    max: max + margin,
    limits: shown,
    leftOut: limits.filter((each) => !shown.includes(each)),
  };
}

const shortestSpan = 600;
const marginBefore = 60;

/**
 * What the horizontal axis shows, in seconds: from the first result to the end. Of a day that has
 * just begun it is ten minutes that fill from the left, so that something can be seen.
 */
export function timeRange(first: number, end: number): [number, number] {
  const from = first - marginBefore;
  return end - from < shortestSpan ? [from, from + shortestSpan] : [first, Math.max(first, end)];
}

export interface Extremes {
  last: { seconds: number; realized: number; total: number | null };
  lowest: { seconds: number; total: number } | null;
}

export function extremesOf(columns: Columns): Extremes | null {
  const [seconds, realized, totals] = columns;
  const end = seconds.length - 1;
  if (end < 0) return null;
  let lowest: Extremes["lowest"] = null;
  totals.forEach((total, at) => {
    if (total !== null && (!lowest || total < lowest.total))
      lowest = { seconds: seconds[at]!, total };
  });
  return {
    last: { seconds: seconds[end]!, realized: realized[end]!, total: totals[end]! },
    lowest,
  };
}

/** Rows for those who do not see the chart: the last point of each hour. */
export function hourly(points: readonly DayPoint[]): DayPoint[] {
  const out: DayPoint[] = [];
  for (const each of points) {
    const last = out[out.length - 1];
    if (last && Math.floor(last[0] / 3600) === Math.floor(each[0] / 3600)) out.pop();
    out.push(each);
  }
  return out;
}

/** When each lock began and ended, in seconds; one in force lasts until `nowSeconds`. */
export function lockSpans(
  day: Day,
  nowSeconds: number,
): { from: number; to: number; open: boolean }[] {
  return day.locks.map((each) => ({
    from: Date.parse(each.since) / 1000,
    to: each.ended ? Date.parse(each.ended) / 1000 : nowSeconds,
    open: each.ended === null,
  }));
}
