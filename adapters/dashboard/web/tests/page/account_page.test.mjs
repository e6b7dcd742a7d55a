import assert from "node:assert/strict";
import { test } from "node:test";
import {
  chartDrawn,
  checkAccess,
  hubWithSmallDesk,
  logIn,
  openAccount,
  picture,
  withPage,
} from "./browser.mjs";

test("a locked account shows lock, chart, limits, timelines and audit records", async () => {
  const hub = hubWithSmallDesk();
  await withPage(hub, {}, async (page) => {
    await logIn(page, hub);
    await openAccount(page, "50K-4471");
    assert.match(await page.locator(".lock-clock").innerText(), /^6:\d\d:\d\d$/);
    await chartDrawn(page);
    await page.getByRole("img", { name: "Chart of the day's results" }).waitFor();
    const words = await page.locator("#chart-summary").innerText();
    assert.match(words, /realized \u2212512\.50/);
    assert.match(words, /daily loss limit \u2212500\.00/);
    assert.match(words, /Locked at \d\d:\d\d/);
    await page.getByText("≤ 2.3 ms").first().waitFor();
    await page.getByText("Cost of delay 12.00").waitFor();
    await page.getByText("Verified flat: no position, no working order.").waitFor();
    await page.getByText("chain intact").waitFor();
    await checkAccess(page, "locked account");
    await picture(page, "locked_account");
    await page.getByText("The same as a table").click();
    assert.ok(
      (await page
        .getByRole("region", { name: "Results hour by hour, table" })
        .getByRole("row")
        .count()) > 5,
    );
  });
});

test("positions tell what their stops cover, and the chart grows with live results", async () => {
  const hub = hubWithSmallDesk();
  await withPage(hub, {}, async (page) => {
    await logIn(page, hub);
    await openAccount(page, "50K-4472");
    await page.getByRole("rowheader", { name: "long 2 MNQ" }).waitFor();
    await page.getByText("stop for 1 of 2").first().waitFor();
    await page.locator(".chart-frame canvas").waitFor();
    hub.changeAccount("home", "50K-4472", { unrealized: "-99.75", total: "-454.95" });
    await page.locator(".chart-summary", { hasText: "total \u2212454.95" }).waitFor();
    await checkAccess(page, "account with positions");
    await picture(page, "account_with_positions");
  });
});

test("what cannot be read says so, and can be tried again", async () => {
  const hub = hubWithSmallDesk();
  hub.failing = ["/api/daemons/home/"];
  await withPage(hub, {}, async (page) => {
    await logIn(page, hub);
    await openAccount(page, "150K-2208");
    const chart = page.locator(".panel", { hasText: "Result through the day" });
    await chart.getByText("The daemon did not answer in time.").waitFor();
    await checkAccess(page, "account that cannot be read");
    await picture(page, "unreadable_account");
    hub.failing = [];
    await chart.getByRole("button", { name: "Try again" }).click();
    await chart.locator("canvas").waitFor();
  });
});

test("the keyboard alone leads to an account and back", async () => {
  const hub = hubWithSmallDesk();
  await withPage(hub, {}, async (page) => {
    await logIn(page, hub);
    await page.getByRole("link", { name: "50K-4471", exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "50K-4471" }).waitFor();
    const focused = (text) =>
      page.waitForFunction((x) => document.activeElement?.textContent === x, text);
    await focused("50K-4471");
    await page.goBack();
    await page.locator(".account-table").waitFor();
    await focused("Accounts");
  });
});
