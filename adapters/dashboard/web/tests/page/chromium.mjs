// A browser for all page tests, and what they do with it.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import { chromium } from "playwright-core";

const screenshots = process.env.SCREENSHOTS ?? mkdtempSync(join(tmpdir(), "riskd-dashboard-"));
/** For a machine that is busy with something else; what fails for good takes so long to say so. */
const patience = 90_000;
mkdirSync(screenshots, { recursive: true });
console.log(`# screenshots are in ${screenshots}`);

// Playwright starts it headless with a profile that is empty and goes with the browser.
export const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  timeout: patience,
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});

const desktop = { width: 1440, height: 900 };

/**
 * Runs `test` with a page that is opened at `address`, and fails it if the page threw or broke its
 * policy. Refused requests are part of some tests and no fault.
 */
export async function withPageAt(address, options, test) {
  const context = await browser.newContext({
    viewport: desktop,
    timezoneId: "America/Chicago",
    ...options,
  });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (fault) => faults.push(String(fault)));
  page.on("console", (line) => {
    if (
      line.type() === "error" &&
      !/Failed to load resource|WebSocket connection/.test(line.text())
    )
      faults.push(line.text());
  });
  try {
    await page.goto(address);
    await test(page);
    assert.deepEqual(faults, []);
  } catch (problem) {
    await picture(page, "failed").catch(() => undefined);
    throw problem;
  } finally {
    await context.close();
  }
}

export async function logIn(page, { token }) {
  await page.getByLabel("Token of the hub").fill(token);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.locator(".link-pill.is-live").waitFor();
}

export async function openAccount(page, name) {
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

export async function picture(page, name, fullPage = true) {
  await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage });
}

/** Waits until several colours stand in the canvas; there is one at most if nothing was drawn. */
export function chartDrawn(page) {
  return page.waitForFunction(
    () => {
      const canvas = document.querySelector(".chart-frame canvas");
      if (!canvas) return false;
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const found = new Set();
      for (let at = 0; at < data.length; at += 4)
        if (data[at + 3] > 200) found.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
      return found.size > 3;
    },
    null,
    { polling: 200 },
  );
}

/** Fails on what keeps people out. */
export async function checkAccess(page, state) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run());
  const grave = violations.filter((each) => ["serious", "critical"].includes(each.impact));
  const told = violations.map((each) => `${each.id} (${each.impact})`).join(", ") || "nothing";
  console.log(`# axe, ${state}: ${told}`);
  const where = grave.map(
    (each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" | ")}`,
  );
  assert.deepEqual(where, []);
}

export async function checkNoSideways(page) {
  const beside = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll("body *")]
      .filter((each) => !each.closest(".table-frame"))
      .filter((each) => each.getBoundingClientRect().right > clientWidth + 1)
      .map((each) => `${each.tagName}.${each.getAttribute("class")}`);
  });
  assert.deepEqual(beside, []);
}
