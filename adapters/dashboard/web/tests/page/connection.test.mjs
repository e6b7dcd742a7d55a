import assert from "node:assert/strict";
import { test } from "node:test";
import {
  checkAccess,
  checkNoSideways,
  hubWithSmallDesk,
  logIn,
  phone,
  picture,
  withPage,
} from "./browser.mjs";
import { makeAccount } from "./made_up_accounts.mjs";

test("the page says that the hub is gone and comes back with it", async () => {
  const hub = hubWithSmallDesk();
  await withPage(hub, {}, async (page) => {
    await logIn(page, hub);
    await hub.stop();
    await page.getByText("No connection to the hub.").waitFor();
    await page.locator(".link-pill.is-lost").waitFor();
    await page.getByText(/What you see is [1-9].* old/).waitFor();
    assert.equal(await page.locator(".account-row").count(), 12);
    await checkAccess(page, "hub gone");
    await picture(page, "hub_gone");
    hub.daemons[0].accounts[0].total = "77.00";
    await hub.start();
    await page.locator(".link-pill.is-live").waitFor();
    await page.getByText("+77.00").waitFor();
    assert.equal(await page.getByText("No connection to the hub.").count(), 0);
  });
});

test("a hub without daemons explains what to do", async () => {
  const hub = hubWithSmallDesk();
  hub.daemons = [];
  hub.alarms = [];
  await withPage(hub, { viewport: phone }, async (page) => {
    await logIn(page, hub);
    await page.getByRole("heading", { name: "No daemon is attached yet" }).waitFor();
    assert.deepEqual(await page.locator(".command").allInnerTexts(), [
      "riskmon hub --local",
      "riskmon agent --hub HOST:PORT --hub-name NAME --ca FILE --certificate FILE --key FILE",
    ]);
    await checkNoSideways(page);
    await checkAccess(page, "no daemon");
    await picture(page, "no_daemon");
  });
});

test("a hub whose daemons have no account says what it waits for", async () => {
  const hub = hubWithSmallDesk();
  hub.daemons = [hub.daemon("spare"), { ...hub.daemon("home"), accounts: [] }];
  hub.alarms = [];
  const home = hub.daemon("home");
  await withPage(hub, {}, async (page) => {
    await logIn(page, hub);
    const lines = page.locator(".empty-state li");
    assert.equal(await lines.count(), 2);
    await lines.filter({ hasText: "spare" }).getByText("not seen yet").waitFor();
    await lines.filter({ hasText: "home" }).getByText("live").waitFor();
    hub.changeDaemon("home", { state: "unreachable", remark: "connection refused" });
    await lines.getByText("connection refused").waitFor();
    await checkAccess(page, "no account");
    await picture(page, "no_account");
    home.accounts = [makeAccount("A-1", Date.now(), {})];
    hub.changeDaemon("home", { state: "live", remark: "" });
    hub.changeAccount("home", "A-1", {});
    await page.getByRole("link", { name: "A-1", exact: true }).waitFor();
  });
});

test("daemons and alarms have pages of their own", async () => {
  const hub = hubWithSmallDesk();
  await withPage(hub, {}, async (page) => {
    await logIn(page, hub);
    await page.getByRole("link", { name: "Daemons" }).click();
    await page.getByRole("heading", { name: "vps-chicago" }).waitFor();
    const clocks = await page.locator(".daemon dt:text-is('Clock') + dd").allInnerTexts();
    assert.deepEqual(clocks, ["not known", "not known", "3 s behind", "same as the hub's"]);
    await checkAccess(page, "daemons");
    await picture(page, "daemons");
    hub.changeDaemon("home", {
      audit: { ...hub.daemon("home").audit, state: "broken", remark: "record 388 was changed" },
    });
    await page.getByText("chain BROKEN").waitFor();
    await page.getByRole("link", { name: /Alarms/ }).click();
    await page.getByText("riskd of home does not answer").waitFor();
    const alarms = page
      .getByRole("list", { name: "Alarms, the newest first" })
      .getByRole("listitem");
    assert.equal(await alarms.count(), 5);
    await page.getByLabel("Only open ones").check();
    await page.getByText("riskd of home does not answer").waitFor({ state: "detached" });
    assert.equal(await alarms.count(), 3);
    await checkAccess(page, "alarms");
    await picture(page, "alarms");
  });
});
