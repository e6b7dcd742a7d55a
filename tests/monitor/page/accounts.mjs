// The pages of single accounts.
import assert from "node:assert/strict";
import {
  begin,
  changed,
  chartDrawn,
  checkAccess,
  openAccount,
  picture,
  resultText,
} from "./story.mjs";

/** Waits until the chart has a row that is mostly of a colour, or a column of it. */
function lineDrawn(page, colour, isRow) {
  return page.waitForFunction(
    ([name, alongRow]) => {
      const canvas = document.querySelector(".chart-frame canvas");
      const context = canvas.getContext("2d");
      const wanted = getComputedStyle(canvas).getPropertyValue(name).trim();
      const sample = new OffscreenCanvas(1, 1).getContext("2d");
      sample.fillStyle = wanted;
      sample.fillRect(0, 0, 1, 1);
      const pixel = sample.getImageData(0, 0, 1, 1).data;
      const { width, height } = canvas;
      const { data } = context.getImageData(0, 0, width, height);
      // Edges are mixed with what is below them.
      const isNear = (at) =>
        data[at + 3] > 120 &&
        [0, 1, 2].every((part) => Math.abs(data[at + part] - pixel[part]) < 30);
      const [lines, length] = alongRow ? [height, width] : [width, height];
      for (let line = 0; line < lines; ++line) {
        let found = 0;
        for (let at = 0; at < length; ++at)
          if (isNear(4 * (alongRow ? line * width + at : at * width + line))) ++found;
        if (found > length / 3) return true;
      }
      return false;
    },
    [colour, isRow],
    { polling: 200 },
  );
}

const panel = (page, title) =>
  page.locator(".panel").filter({ has: page.getByRole("heading", { level: 2, name: title }) });

async function goTo(page, name) {
  await page.getByRole("link", { name: "Accounts", exact: true }).click();
  await openAccount(page, name);
}

/** @param told the account, as riskd tells of it */
export async function accountOfTheLocked(page, told) {
  begin("account that is locked");
  await goTo(page, told.name);
  const [lock] = told.locks;
  await page.locator(".lock-line").getByText(`breach ${lock.breach}`).waitFor();
  await changed(page.locator(".lock-clock .countdown"));
  await chartDrawn(page);
  await lineDrawn(page, "--bad", true);
  await lineDrawn(page, "--lock", false);
  for (const words of [
    `realized ${resultText(told.realized)}`,
    /daily loss limit \u2212500\.00/,
    /Locked at \d\d:\d\d: daily loss limit reached/,
  ])
    await page.locator("#chart-summary", { hasText: words }).waitFor();
  const story = panel(page, "Enforcement timelines").getByRole("article");
  await story.getByText(`breach ${lock.breach}, RULE-003`).waitFor();
  assert.equal(await story.count(), 1);
  assert.match(await story.getByLabel("Stages and their delays").innerText(), /\d ms/);
  const audit = page.getByRole("list", { name: "Audit records, newest first" });
  await audit.getByText("RULE-003").first().waitFor();
  await page.getByText("chain intact").waitFor();
  await panel(page, "Positions").getByText("Flat: no position is open.").waitFor();
  await checkAccess(page, "account that is locked");
  await picture(page, "account_locked");
  // By key: a press of the mouse may miss while the page has not come back from its picture.
  await page.getByText("The same as a table").press("Enter");
  const hours = page.getByRole("region", { name: "Results hour by hour, table" });
  assert.ok((await hours.innerText()).includes(resultText(told.realized)));
  // Pictures show the whole page; what stays in sight stands where it belongs then.
  await page.evaluate(() => scrollTo(0, 0));
  await picture(page, "account_locked_tables");
}

export async function accountOfTheHolder(page) {
  begin("account with a position");
  await goTo(page, "PRAC-2");
  await chartDrawn(page);
  const positions = panel(page, "Positions");
  await positions.getByRole("rowheader", { name: "long 1 MNQ" }).waitFor();
  await positions.getByText("stop for 1 of 1").waitFor();
  const orders = panel(page, "Working orders");
  await orders.getByRole("rowheader", { name: "sell 1 stop" }).waitFor();
  await orders.getByText("20000").waitFor();
  await panel(page, "Enforcement timelines").getByText("No breach is on record").waitFor();
  // The market stands still, which riskd notes within seconds.
  const audit = page.getByRole("list", { name: "Audit records, newest first" });
  await audit.getByText("quote_stale").first().waitFor();
  await checkAccess(page, "account with a position");
  await picture(page, "account_holding");
}
