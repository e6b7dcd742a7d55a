import uPlot from "uplot";
import type { Day } from "../contract/day";
import { timeRange, type Drawn } from "../model/chart_data";
import type { Zone } from "../model/moments";
import { drawBreaches, drawLimits, drawLocks, type ChartColours } from "./chart_drawing";

/** What is drawn besides the lines; read anew at each drawing. */
export interface ChartContent {
  day: Day;
  drawn: Drawn;
  nowSeconds: number;
}

function coloursOf(place: HTMLElement): ChartColours {
  const style = getComputedStyle(place);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    text: read("--quiet"),
    line: read("--line"),
    total: read("--ink"),
    realized: read("--accent"),
    limit: read("--bad"),
    target: read("--good"),
    lock: read("--lock"),
    lockBand: read("--lock-band"),
    surface: read("--surface"),
  };
}

function axisFont(place: HTMLElement): string {
  return `12px ${getComputedStyle(place).fontFamily}`;
}

/** Until now, or until the day has ended. */
function shownTime(data: uPlot.AlignedData, { day, nowSeconds }: ChartContent): [number, number] {
  const first = data[0][0] ?? Date.parse(day.begin) / 1000;
  const last = data[0][data[0].length - 1] ?? first;
  return timeRange(first, Math.max(last, Math.min(nowSeconds, Date.parse(day.end) / 1000)));
}

/** There is a point where a result changed: in between it was the same. */
function series(colours: ChartColours): uPlot.Series[] {
  const common = { paths: uPlot.paths.stepped!({ align: 1 }), points: { show: false } };
  return [
    {},
    { ...common, label: "realized", stroke: colours.realized, width: 1.5 },
    { ...common, label: "total", stroke: colours.total, width: 2 },
  ];
}

function wholeDollars(values: number[]): string[] {
  return values.map((each) => each.toLocaleString("en-US").replace("-", "\u2212"));
}

function axes(colours: ChartColours, font: string, zone: Zone): uPlot.Axis[] {
  const common = { font, stroke: colours.text, ticks: { show: false } };
  const minutes = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone === "utc" ? "UTC" : undefined,
  });
  return [
    {
      ...common,
      grid: { show: false },
      space: 70,
      size: 30,
      values: (_, splits) => splits.map((each) => minutes.format(each * 1000)),
    },
    {
      ...common,
      grid: { stroke: colours.line, width: 1 },
      size: 62,
      space: 36,
      values: (_, splits) => wholeDollars(splits),
    },
  ];
}

export function chartOptions(
  place: HTMLElement,
  zone: Zone,
  content: () => ChartContent,
  onPoint: (at: number | null) => void,
): uPlot.Options {
  const colours = coloursOf(place);
  const font = axisFont(place);
  return {
    width: place.clientWidth,
    height: place.clientHeight,
    padding: [10, 24, 0, 0],
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false },
    scales: {
      x: { time: true, range: (plot) => shownTime(plot.data, content()) },
      y: { range: () => [content().drawn.min, content().drawn.max] },
    },
    series: series(colours),
    axes: axes(colours, font, zone),
    hooks: {
      drawClear: [(plot) => drawLocks(plot, content(), colours)],
      draw: [
        (plot) => drawLimits(plot, content().drawn, colours, font),
        (plot) => drawBreaches(plot, content().day, colours),
      ],
      setCursor: [(plot) => onPoint(plot.cursor.idx ?? null)],
    },
  };
}
