import assert from "node:assert/strict";
import { test } from "node:test";
import { hubWithSmallDesk, logIn, picture, withPage } from "./browser.mjs";
import { largeFloor } from "./made_up_daemons.mjs";

/** Sends an update and measures until its figure is in the page and a frame was drawn. */
async function measureUpdate(page, hub, total) {
  const [daemon] = hub.daemons;
  const [account] = daemon.accounts;
  await page.evaluate(() => {
    const sums = document.querySelector(".sums");
    window.updated = new Promise((resolve) => {
      const watch = new MutationObserver(() => {
        watch.disconnect();
        requestAnimationFrame(resolve);
      });
      watch.observe(sums, { subtree: true, childList: true, characterData: true });
    });
  });
  const began = performance.now();
  hub.changeAccount(daemon.name, account.name, { total });
  await page.evaluate(() => window.updated);
  return performance.now() - began;
}

/** All accounts change at once: the longest that the page is busy in one go. */
async function measureStorm(page, hub) {
  await page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const each of list.getEntries())
        window.longest = Math.max(window.longest, each.duration);
    }).observe({ entryTypes: ["longtask"] });
  });
  for (const daemon of hub.daemons)
    for (const account of daemon.accounts)
      hub.changeAccount(daemon.name, account.name, {
        total: (Number(account.total) - 1).toFixed(2),
      });
  await page.waitForTimeout(1500);
  return page.evaluate(() => window.longest);
}

test("a thousand accounts: few rows exist, and each update is drawn", async () => {
  const hub = hubWithSmallDesk();
  hub.daemons = largeFloor(Date.now(), 50, 20);
  hub.alarms = [];
  await withPage(hub, {}, async (page) => {
    await logIn(page, hub);
    assert.equal(await page.locator(".tile-count").first().innerText(), "1,000");
    const rows = await page.locator(".account-row").count();
    assert.ok(rows < 60, `${rows} rows`);
    await picture(page, "thousand_accounts", false);
    const times = [];
    for (let run = 0; run < 10; ++run)
      times.push(await measureUpdate(page, hub, (-run * 10).toFixed(2)));
    times.sort((a, b) => a - b);
    console.log(
      `# 1,000 accounts, one update: median ${times[5].toFixed(1)} ms, longest ${times[9].toFixed(1)} ms`,
    );
    console.log(
      `# 1,000 accounts, all updated: longest task ${(await measureStorm(page, hub)).toFixed(0)} ms`,
    );
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2));
    await page.waitForFunction(() => {
      const row = document.querySelector(".account-row");
      return row && Number(row.getAttribute("aria-rowindex")) > 400;
    });
  });
});
