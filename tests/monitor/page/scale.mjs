// Looks at the dashboard of a hub with very many accounts that all trade: `desktop` or `phone`.
// scale_page_test.py starts it, and says how long it is to look. Prints a table; no time is asserted.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkShown } from "./many_rows.mjs";
import { installProbe } from "./probe.mjs";
import { printFigures } from "./probe_figures.mjs";
import {
  begin,
  browser,
  checkAccess,
  checkNoSideways,
  isLive,
  linkTo,
  phone,
  picture,
  wish,
  withPageAt,
} from "./story.mjs";
import { useEverything } from "./visits.mjs";

const devices = {
  desktop: {},
  phone: { viewport: phone, hasTouch: true, deviceScaleFactor: 2, colorScheme: "dark" },
};

const part = (page, name) => page.evaluate((x) => window.probe.part(x), name);

/** What the browser counts itself, after everything that can go went. */
async function inventory(session) {
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const counted = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  return { ...counted, atMs: performance.now() };
}

/** The folder in PROFILE gets a profile of what the page does meanwhile. */
async function profiled(session, name, work) {
  const folder = process.env.PROFILE;
  if (!folder) return work();
  await session.send("Profiler.enable");
  await session.send("Profiler.start");
  await work();
  const { profile } = await session.send("Profiler.stop");
  writeFileSync(join(folder, `${name}.cpuprofile`), JSON.stringify(profile));
}

/** Everything that is measured, while everything changes. Returns what there was in between. */
async function use(page, session, device, hub) {
  begin("watching");
  const third = hub.seconds / 3;
  const before = await inventory(session);
  await part(page, "watching");
  await profiled(session, `${device}_watching`, () => page.waitForTimeout(third * 1000));
  await part(page, null);
  const watched = await inventory(session);
  begin("using");
  await profiled(session, `${device}_using`, () =>
    useEverything(page, device, (name) => part(page, name), third),
  );
  await part(page, null);
  const used = await inventory(session);
  begin("watching again");
  await part(page, "watching");
  await page.waitForTimeout(third * 1000);
  await part(page, null);
  return { before, watched, used, end: await inventory(session) };
}

async function look(device, hub) {
  const all = (hub.daemons * hub.accounts).toLocaleString("en-US");
  await withPageAt("about:blank", devices[device], async (page) => {
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    await session.send("Emulation.setCPUThrottlingRate", { rate: hub.slowed });
    await page.addInitScript(installProbe);
    begin("first display");
    await page.goto(linkTo(hub));
    await isLive(page);
    await page.locator(".tile-count").first().getByText(all, { exact: true }).waitFor();
    await page.evaluate(() => window.probe.begin());
    const inventories = await use(page, session, device, hub);
    await printFigures(page, inventories);
    // What follows is not measured.
    await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    await page.evaluate(() => scrollTo(0, 0));
    await checkNoSideways(page);
    await checkAccess(page, `${device}, ${all} accounts`);
    await picture(page, `${device}_many`, false);
    begin("still");
    await wish("be_still");
    await checkShown(page, () => wish("overview"));
  });
}

try {
  const device = process.argv[2];
  assert.ok(device in devices, device);
  await look(device, await wish("hub"));
} finally {
  await browser.close();
}
process.exit(0);
