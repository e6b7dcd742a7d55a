import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import type { Day } from "../contract/day";
import { isDark } from "../link/preferences";
import { topic } from "../link/store";
import { useStore } from "../link/use";
import type { Columns, Drawn } from "../model/chart_data";
import { clockText } from "../model/moments";
import { chartOptions, type ChartContent } from "./chart_options";
import { dollars } from "./chart_words";

interface DayChartProps {
  day: Day;
  columns: Columns;
  drawn: Drawn;
}

/** What the pointer is over; below the chart, where it hides nothing. */
function Readout({ columns, at }: { columns: Columns; at: number | null }) {
  const store = useStore(topic.preferences);
  const seconds = at === null ? undefined : columns[0][at];
  if (at === null || seconds === undefined)
    return (
      <p class="chart-readout quiet" aria-hidden="true">
        Point at the chart to read it.
      </p>
    );
  return (
    <p class="chart-readout number" aria-hidden="true">
      {clockText(seconds * 1000, store.preferences.zone)} realized {dollars(columns[1][at] ?? null)}
      , total {dollars(columns[2][at] ?? null)}
    </p>
  );
}

export function DayChart({ day, columns, drawn }: DayChartProps) {
  const store = useStore(topic.preferences);
  const { theme, zone } = store.preferences;
  const [pointed, setPointed] = useState<number | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const content = useRef<ChartContent>({ day, drawn, nowSeconds: 0 });
  content.current = { day, drawn, nowSeconds: store.now() / 1000 };

  useLayoutEffect(() => {
    const place = frame.current!;
    const options = chartOptions(place, zone, () => content.current, setPointed);
    const made = new uPlot(options, columns, place);
    plot.current = made;
    const fit = new ResizeObserver(() =>
      made.setSize({ width: place.clientWidth, height: place.clientHeight }),
    );
    fit.observe(place);
    return () => {
      fit.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [isDark(theme), zone]);

  useEffect(() => {
    plot.current?.setData(columns, true);
  }, [columns]);

  return (
    <>
      <div
        class="chart-frame"
        ref={frame}
        role="img"
        aria-label="Chart of the day's results"
        aria-describedby="chart-summary"
      />
      <Readout columns={columns} at={pointed} />
    </>
  );
}
