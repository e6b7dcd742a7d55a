// What the probe noted, as a table.

function middle(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

const ms = (x) => (x === undefined ? "–" : `${x.toFixed(x < 10 ? 1 : 0)} ms`);

/** Median, 99th percentile, most. */
function spread(values) {
  if (values.length === 0) return ["–", "–", "–", 0];
  const sorted = [...values].sort((a, b) => a - b);
  return [ms(middle(sorted, 0.5)), ms(middle(sorted, 0.99)), ms(sorted.at(-1)), sorted.length];
}

const mebibytes = (x) => `${(x / 1024 / 1024).toFixed(1)} MiB`;

/** Of a core's time, whoever else wanted the core. */
function share(before, after, name) {
  const length = (after.atMs - before.atMs) / 1000;
  return `${((100 * (after[name] - before[name])) / length).toFixed(0)} %`;
}

export class Figures {
  constructor(device, page) {
    this.device = device;
    this.page = page;
  }

  async print(inventories) {
    const told = await this.page.evaluate(() => {
      const { probe } = window;
      const list = (series) => [...series.values.subarray(0, series.count)];
      const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
      const { sums, rows, gaps, gapTimes, ...rest } = probe;
      return {
        ...JSON.parse(JSON.stringify(rest)),
        paint,
        sums: list(sums),
        rows: list(rows),
        gaps: list(gaps),
        gapTimes: list(gapTimes),
        end: performance.now(),
      };
    });
    this.line("what", "median", "p99", "most", "count");
    this.line("---", "---", "---", "---", "---");
    this.first(told);
    this.line("message to frame, sum of all", ...spread(told.sums));
    this.line("message to frame, rows in sight", ...spread(told.rows));
    this.parts(told);
    for (const part of new Set(told.waited.map((each) => each.part)))
      this.line(
        `${part}, to frame`,
        ...spread(told.waited.filter((each) => each.part === part).map((each) => each.took)),
      );
    this.line("frames that showed a gap in the list", "", "", "", told.blankFrames);
    this.heap(inventories, told);
  }

  first({ paint, overviewAt, shownAt }) {
    this.line("first paint, from the start", ms(paint));
    this.line("overview has come, from the start", ms(overviewAt));
    this.line("overview to frame with accounts", ms(shownAt - overviewAt));
  }

  /** Of each part of the test: frames, long tasks, and how soon a frame followed a press. */
  parts({ parts, gaps, gapTimes, tasks, events, end }) {
    const names = new Set(parts.map((each) => each.name));
    names.delete(null);
    for (const name of names) {
      const spans = parts
        .map((each, at) => ({ ...each, until: parts[at + 1]?.at ?? end }))
        .filter((each) => each.name === name);
      const within = (time) => spans.some((each) => time >= each.at && time < each.until);
      this.line(`${name}: frame to frame`, ...spread(gaps.filter((_, at) => within(gapTimes[at]))));
      const durations = (list) =>
        list.filter((each) => within(each.startTime)).map((each) => each.duration);
      this.line(`${name}: tasks above 50 ms`, ...spread(durations(tasks)));
      const presses = durations(events);
      if (presses.length > 0)
        this.line(`${name}: press to paint (above 16 ms)`, ...spread(presses));
    }
  }

  heap({ before, watched, after }, { messages, bytes }) {
    this.line("messages", "", "", mebibytes(bytes), messages);
    this.line("main thread busy, watching", share(before, watched, "TaskDuration"));
    this.line("of it scripts", share(before, watched, "ScriptDuration"));
    this.line("of it style and layout", share(before, watched, "LayoutDuration"), share(before, watched, "RecalcStyleDuration"));
    this.line("main thread busy, using", share(watched, after, "TaskDuration"));
    for (const [name, each] of Object.entries({ before, watched, after }))
      this.line(`heap ${name}`, mebibytes(each.JSHeapUsedSize), `${each.Nodes} nodes`, `${each.JSEventListeners} listeners`);
  }

  line(...cells) {
    while (cells.length < 5) cells.push("");
    console.log(`| ${cells.join(" | ")} |`);
  }
}
