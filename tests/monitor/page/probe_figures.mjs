// What the probe noted, as a table.

const ms = (x) => (x == null ? "–" : `${x.toFixed(x < 10 ? 1 : 0)} ms`);
const mebibytes = (x) => `${(x / 1024 / 1024).toFixed(1)} MiB`;

/** Median, 99th percentile, most, count. */
function spread(values) {
  if (values.length === 0) return ["–", "–", "–", 0];
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => ms(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
  return [at(0.5), at(0.99), ms(sorted.at(-1)), sorted.length];
}

function line(...cells) {
  while (cells.length < 5) cells.push("");
  console.log(`| ${cells.join(" | ")} |`);
}

/** Runs in the page. */
function collect() {
  const list = (series) => [...series.values.subarray(0, series.count)];
  const { sums, rows, gaps, gapTimes, ...rest } = window.probe;
  return {
    // Without its functions.
    ...JSON.parse(JSON.stringify(rest)),
    paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
    sums: list(sums),
    rows: list(rows),
    gaps: list(gaps),
    gapTimes: list(gapTimes),
    end: performance.now(),
  };
}

function printBegin({ paint, overviewAt, shownAt }) {
  line("page opened to first paint", ms(paint));
  line("page opened to overview received", ms(overviewAt));
  line("overview received to frame with accounts", ms(shownAt - overviewAt));
}

/** Of each part of the test: frames, long tasks, and how soon a frame followed a press. */
function printParts({ parts, gaps, gapTimes, tasks, events, end }) {
  const names = new Set(parts.map((each) => each.name));
  names.delete(null);
  for (const name of names) {
    const spans = parts
      .map((each, at) => ({ ...each, until: parts[at + 1]?.at ?? end }))
      .filter((each) => each.name === name);
    const within = (time) => spans.some((each) => time >= each.at && time < each.until);
    const durations = (found) =>
      found.filter((each) => within(each.startTime)).map((each) => each.duration);
    line(`${name}: frame to frame`, ...spread(gaps.filter((_, at) => within(gapTimes[at]))));
    line(`${name}: tasks above 50 ms`, ...spread(durations(tasks)));
    const presses = durations(events);
    if (presses.length > 0) line(`${name}: press to paint, if above 16 ms`, ...spread(presses));
  }
}

function printAnswers({ waited }) {
  for (const part of new Set(waited.map((each) => each.part))) {
    const times = waited.filter((each) => each.part === part).map((each) => each.took);
    line(`${part}: press to frame`, ...spread(times));
  }
}

/** Of one core's time, whoever else wanted the core. */
function printWork({ before, watched, used }) {
  const share = (from, to, name) =>
    `${((100_000 * (to[name] - from[name])) / (to.atMs - from.atMs)).toFixed(0)} %`;
  for (const [name, from, to] of [
    ["watching", before, watched],
    ["using", watched, used],
  ]) {
    line(`${name}: main thread, of a core`, share(from, to, "TaskDuration"));
    line(`${name}: scripts in it`, share(from, to, "ScriptDuration"));
    line(`${name}: layout in it`, share(from, to, "LayoutDuration"));
    line(`${name}: style in it`, share(from, to, "RecalcStyleDuration"));
  }
}

function printHeap(inventories) {
  for (const [name, { JSHeapUsedSize, Nodes, JSEventListeners }] of Object.entries(inventories))
    line(
      `heap ${name}`,
      mebibytes(JSHeapUsedSize),
      `${Nodes} nodes`,
      `${JSEventListeners} listeners`,
    );
}

/** @param inventories what the browser counted `before` and at the `end`, and between these */
export async function printFigures(page, inventories) {
  const told = await page.evaluate(collect);
  line("what", "median", "p99", "most", "count");
  line("---", "---", "---", "---", "---");
  printBegin(told);
  line("messages", mebibytes(told.bytes), "", "", told.messages);
  line("message to frame, sum of all accounts", ...spread(told.sums));
  line("message to frame, rows in sight", ...spread(told.rows));
  printParts(told);
  printAnswers(told);
  line("frames with a part of the list not there yet", "", "", "", told.blankFrames);
  printWork(inventories);
  printHeap(inventories);
}
