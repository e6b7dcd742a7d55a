// Runs in the page before anything of the page does: notes when the hub's messages come and which
// frame is the first to show them. Lives in the page as `window.probe`.

/** Added to the page as a script; it can use nothing from outside. */
export function installProbe() {
  const kept = 1 << 18;
  /** Numbers, in memory that is not the page's heap. */
  class Series {
    values = new Float64Array(kept);
    count = 0;

    add(value) {
      if (this.count < kept) this.values[this.count++] = value;
    }
  }

  /** Amounts in units of 1e-4 dollars, from the hub's text or the page's. Null if it is none. */
  const unitsOf = (text) => {
    const plain = (text ?? "").replace(/[,+]/g, "").replace("\u2212", "-");
    return /^-?\d+(\.\d+)?$/.test(plain) ? Math.round(Number(plain) * 10_000) : null;
  };

  const probe = {
    messages: 0,
    bytes: 0,
    /** From a message to the end of the frame whose sum over all accounts has it. */
    sums: new Series(),
    /** The same for the rows that are drawn, and the account that is open. */
    rows: new Series(),
    /** Between two frames, with the time of the second one. */
    gaps: new Series(),
    gapTimes: new Series(),
    tasks: [],
    events: [],
    /** Which part of the test began when. */
    parts: [],
    overviewAt: null,
    shownAt: null,
    /** Frames in which a part of the list that is in sight had no rows yet. */
    blankFrames: 0,
    waitsFor: null,
    waited: [],
    begin,
    part,
  };
  window.probe = probe;

  /** Null while nothing is measured, because the test itself keeps the page busy. */
  function part(name) {
    probe.parts.push({ name, at: performance.now() });
    isMeasuring = name !== null;
  }

  let isMeasuring = false;
  let overview = null;
  /** Until `begin`, messages only wait: the first display is measured without us. */
  let early = [];
  const totals = new Map();
  let sum = 0;
  /** Messages that no sum has shown yet. */
  let pending = [];
  const pendingRows = new Map();

  const accountStart = /^\{"type":"account","daemon":"([^"]*)","account":\{"name":"([^"]*)"/;
  function noteAccount(text, at) {
    const [, daemon, name] = accountStart.exec(text);
    const key = `${daemon}\n${name}`;
    const total = unitsOf(/"total":"([^"]*)"/.exec(text)?.[1]);
    sum += (total ?? 0) - (totals.get(key) ?? 0);
    totals.set(key, total);
    pending.push({ at, sum });
    pendingRows.set(key, { at: pendingRows.get(key)?.at ?? at, total });
  }

  function begin() {
    for (const daemon of JSON.parse(overview).daemons)
      for (const account of daemon.accounts) {
        const total = unitsOf(account.total);
        totals.set(`${daemon.name}\n${account.name}`, total);
        sum += total ?? 0;
      }
    for (const { text, at } of early) noteAccount(text, at);
    // When they were shown is not known.
    pending = [];
    pendingRows.clear();
    early = null;
    overview = null;
  }

  function note(text) {
    const at = performance.now();
    probe.messages += 1;
    probe.bytes += text.length;
    if (text.startsWith('{"type":"overview"')) {
      probe.overviewAt = at;
      overview = text;
    } else if (text.startsWith('{"type":"account"')) {
      if (early) early.push({ text, at });
      else noteAccount(text, at);
    }
  }

  const Original = window.WebSocket;
  window.WebSocket = class extends Original {
    constructor(...words) {
      super(...words);
      this.addEventListener("message", (frame) => note(String(frame.data)));
    }
  };

  function lookAtSum(now) {
    const shown = document.querySelector(".sums dd");
    if (!shown) {
      pending = [];
      return;
    }
    const units = unitsOf(shown.textContent);
    const last = pending.findIndex((each) => each.sum === units);
    for (const each of pending.splice(0, last + 1))
      if (isMeasuring) probe.sums.add(now - each.at);
  }

  function lookAtFigure(key, figure, now) {
    const waiting = pendingRows.get(key);
    if (!waiting || unitsOf(figure) !== waiting.total) return;
    if (isMeasuring) probe.rows.add(now - waiting.at);
    pendingRows.delete(key);
  }

  function lookAtRows(now) {
    const drawn = new Set();
    const lookAt = (daemon, name, figure) => {
      const key = `${daemon}\n${name}`;
      drawn.add(key);
      lookAtFigure(key, figure, now);
    };
    for (const row of document.querySelectorAll(".account-row"))
      lookAt(
        row.querySelector(".cell-name .under").textContent.split(" · ")[0],
        row.querySelector(".account-name").textContent,
        row.querySelector(".cell-total").textContent,
      );
    const head = document.querySelector(".account-head");
    if (head)
      lookAt(
        head.querySelector(".head-line .quiet").textContent.split(" · ")[0],
        head.querySelector("h1").textContent,
        head.querySelector(".figures dd").textContent,
      );
    // What is not drawn is not late.
    for (const key of pendingRows.keys()) if (!drawn.has(key)) pendingRows.delete(key);
  }

  function lookAtWindow() {
    const found = document.elementFromPoint(innerWidth / 2, innerHeight * 0.6);
    if (found?.closest(".spacer")) probe.blankFrames += 1;
  }

  /** A selector that something is waited for with since `from`. */
  function lookForAnswer(now) {
    if (!probe.waitsFor) return;
    const { selector, text, part, from } = probe.waitsFor;
    const found = document.querySelector(selector);
    if (!found || (text !== null && found.textContent !== text)) return;
    probe.waited.push({ part, took: now - from });
    probe.waitsFor = null;
  }

  /** After a frame was drawn. */
  function look() {
    const now = performance.now();
    if (probe.shownAt === null && document.querySelector(".account-row")) probe.shownAt = now;
    lookForAnswer(now);
    if (early) return;
    lookAtSum(now);
    lookAtRows(now);
    lookAtWindow();
  }

  const afterFrame = new MessageChannel();
  afterFrame.port1.onmessage = look;
  let lastFrame = null;
  const onFrame = (time) => {
    if (lastFrame !== null) {
      probe.gaps.add(time - lastFrame);
      probe.gapTimes.add(time);
    }
    lastFrame = time;
    afterFrame.port2.postMessage(0);
    requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);

  const observe = (type, take, more = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({
      type,
      buffered: true,
      ...more,
    });
  observe("longtask", ({ startTime, duration }) => probe.tasks.push({ startTime, duration }));
  observe(
    "event",
    ({ name, startTime, duration, interactionId }) =>
      interactionId > 0 && probe.events.push({ name, startTime, duration }),
    { durationThreshold: 16 },
  );
  // A click or press that `answer` was told of begins to wait when it happens.
  for (const kind of ["click", "keydown"])
    addEventListener(
      kind,
      (event) => {
        if (probe.next) {
          probe.waitsFor = { ...probe.next, from: event.timeStamp };
          probe.next = null;
        }
      },
      { capture: true },
    );
}
