import assert from "node:assert/strict";
import { test } from "node:test";
import {
  checkAccess,
  hubWithSmallDesk,
  logIn,
  openAccount,
  picture,
  withPage,
} from "./browser.mjs";
import { makeAccount, makeLock, timeText } from "./made_up_accounts.mjs";

const row = (page, name) =>
  page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });

/** Waits for it: the page draws once for each frame. */
function rowCount(page, wanted) {
  return page.waitForFunction(
    (x) => document.querySelectorAll(".account-row").length === x,
    wanted,
  );
}

test("all accounts are there at a glance, the worst first", async () => {
  const hub = hubWithSmallDesk();
  await withPage(hub, {}, async (page) => {
    await logIn(page, hub);
    const names = await page.locator(".account-name").allTextContents();
    assert.equal(names.length, 12);
    assert.deepEqual(names.slice(2, 3), ["combine-05"]);
    for (const word of [
      "silent",
      "unprotected",
      "locked",
      "degraded",
      "starting",
      "shadow",
      "protected",
    ])
      assert.ok((await page.locator(".badge", { hasText: word }).count()) > 0, word);
    assert.match(await row(page, "50K-4472").innerText(), /82\.30 left/);
    await checkAccess(page, "accounts");
    await picture(page, "accounts");
  });
});

test("tiles filter, text filters, and the order can be chosen", async () => {
  const hub = hubWithSmallDesk();
  await withPage(hub, {}, async (page) => {
    await logIn(page, hub);
    await page.getByRole("button", { name: /locked/ }).click();
    await rowCount(page, 3);
    await page.getByRole("button", { name: /^\d+ all/ }).click();
    await page.getByRole("searchbox").fill("desk-2");
    await rowCount(page, 6);
    await page.getByRole("searchbox").fill("no such account");
    await page.getByText("No account fits the filter.").waitFor();
    await page.getByRole("button", { name: "Show all" }).click();
    await page.getByLabel("Sort").selectOption("total");
    await page.locator(".account-row").first().getByText("50K-4471").waitFor();
  });
});

test("how many accounts fit is there to read, and read out once for each filter", async () => {
  const hub = hubWithSmallDesk();
  await withPage(hub, {}, async (page) => {
    await logIn(page, hub);
    const shown = page.locator(".list-size");
    const told = page.locator(".list-size + [role=status]");
    await shown.getByText("12 accounts", { exact: true }).waitFor();
    assert.equal(await told.innerText(), "");
    await page.getByRole("button", { name: /locked/ }).click();
    await told.getByText("3 of 12 accounts", { exact: true }).waitFor();
    hub.changeAccount("desk-2", "combine-01", {
      locked: true,
      locks: [makeLock(Date.now())],
      shown_as: "locked",
    });
    await shown.getByText("4 of 12 accounts", { exact: true }).waitFor();
    assert.equal(await told.innerText(), "3 of 12 accounts");
    await page.getByRole("searchbox").fill("combine-01");
    await told.getByText("1 of 12 accounts", { exact: true }).waitFor();
    await checkAccess(page, "accounts, filtered");
  });
});

test("a link keeps the focus when its row goes to another place", async () => {
  const hub = hubWithSmallDesk();
  await withPage(hub, {}, async (page) => {
    await logIn(page, hub);
    const place = () => row(page, "combine-01").getAttribute("aria-rowindex");
    const before = await place();
    await page.getByRole("link", { name: "combine-01", exact: true }).focus();
    hub.changeAccount("desk-2", "combine-01", {
      locked: true,
      locks: [makeLock(Date.now())],
      shown_as: "locked",
    });
    await row(page, "combine-01").getByText("locked", { exact: true }).waitFor();
    assert.ok(Number(await place()) < Number(before));
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "combine-01");
  });
});

test("a breach arrives live: result, lock, alarm and the reader's announcement", async () => {
  const hub = hubWithSmallDesk();
  await withPage(hub, {}, async (page) => {
    await logIn(page, hub);
    const text = () => row(page, "combine-01").innerText();
    assert.match(await text(), /protected/);
    const lock = makeLock(Date.now(), { since: Date.now() });
    hub.changeAccount("desk-2", "combine-01", {
      realized: "-501.25",
      total: "-501.25",
      locked: true,
      locks: [lock],
      shown_as: "locked",
    });
    hub.raise({
      id: 10,
      raised: timeText(Date.now()),
      ended: null,
      severity: "critical",
      kind: "account_locked",
      daemon: "desk-2",
      account: "combine-01",
      text: "combine-01 is locked: daily loss limit reached",
    });
    await row(page, "combine-01").getByText("locked", { exact: true }).waitFor();
    assert.match(await text(), /\u2212501\.25/);
    await page.locator("#announcer", { hasText: "combine-01 is locked" }).waitFor();
    await page.waitForFunction(() => document.title.includes("4 locked"));
    await page
      .locator(".alarm-strip")
      .getByRole("link", { name: /combine-01 is locked/ })
      .waitFor();
  });
});

test("a lock counts down between updates", async () => {
  const hub = hubWithSmallDesk();
  await withPage(hub, {}, async (page) => {
    await logIn(page, hub);
    const clock = row(page, "50K-4473").locator(".lock-time .countdown");
    const before = await clock.innerText();
    assert.match(before, /^\d+:\d\d$/);
    await page.waitForFunction(
      ([element, text]) => element.innerText !== text,
      [await clock.elementHandle(), before],
    );
    const seconds = (text) => text.split(":").reduce((sum, each) => sum * 60 + Number(each), 0);
    assert.ok(seconds(await clock.innerText()) < seconds(before));
  });
});

test("a daemon that falls silent keeps its last known state, marked with its age", async () => {
  const hub = hubWithSmallDesk();
  await withPage(hub, {}, async (page) => {
    await logIn(page, hub);
    hub.changeDaemon("home", {
      state: "silent",
      remark: "Nothing was heard for 6 s.",
      age_seconds: 6,
    });
    await row(page, "150K-2208").locator(".badge", { hasText: "silent" }).waitFor();
    assert.match(await row(page, "150K-2208").innerText(), /as of \d+ .+ ago/);
    assert.match(await row(page, "150K-2208").innerText(), /\+697\.90/);
    await openAccount(page, "150K-2208");
    await page.getByText("Last known state").waitFor();
    await checkAccess(page, "silent account");
    await picture(page, "silent_account");
  });
});

test("an account that goes leaves the list, and its page says so", async () => {
  const hub = hubWithSmallDesk();
  await withPage(hub, {}, async (page) => {
    await logIn(page, hub);
    await openAccount(page, "combine-02");
    hub.send({ type: "account_gone", daemon: "desk-2", name: "combine-02" });
    await page.getByText("The hub knows no account of this name").waitFor();
    await page.getByRole("link", { name: "All accounts" }).click();
    await rowCount(page, 11);
  });
});

test("accounts of one name at two daemons, and one without a name, are three accounts", async () => {
  const hub = hubWithSmallDesk();
  const now = Date.now();
  hub.daemon("home").accounts.push(
    makeAccount("XFA-0917", now, { realized: 12.25 }),
    makeAccount("", now, { realized: 7.75 }, { id: "****0044" }),
  );
  await withPage(hub, {}, async (page) => {
    await logIn(page, hub);
    await rowCount(page, 14);
    await row(page, "XFA-0917").getByText("vps-chicago").waitFor();
    hub.changeAccount("home", "XFA-0917", { total: "21.50" });
    await row(page, "XFA-0917").filter({ hasText: "home" }).getByText("+21.50").waitFor();
    await row(page, "XFA-0917").filter({ hasText: "vps-chicago" }).getByText("+345.80").waitFor();
    hub.changeAccount("home", "", { total: "8.25" });
    await row(page, "****0044").getByText("+8.25").waitFor();
    await openAccount(page, "****0044");
    await page.locator(".account-head").getByText("+8.25").waitFor();
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "****0044" }).waitFor();
  });
});
