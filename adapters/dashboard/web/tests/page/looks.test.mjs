import assert from "node:assert/strict";
import { test } from "node:test";
import {
  checkAccess,
  checkNoSideways,
  hubWithSmallDesk,
  logIn,
  openAccount,
  phone,
  picture,
  withPage,
} from "./browser.mjs";

const ground = (page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

test("on a phone nothing lies beside the screen", async () => {
  const hub = hubWithSmallDesk();
  await withPage(hub, { viewport: phone, hasTouch: true, deviceScaleFactor: 2 }, async (page) => {
    await picture(page, "phone_login");
    await logIn(page, hub);
    await checkNoSideways(page);
    await checkAccess(page, "accounts on a phone");
    await picture(page, "phone_accounts", false);
    await openAccount(page, "50K-4471");
    await page.getByText("Cost of delay").waitFor();
    await checkNoSideways(page);
    await checkAccess(page, "account on a phone");
    await picture(page, "phone_account");
    for (const name of ["Daemons", "Alarms"]) {
      await page.getByRole("link", { name: new RegExp(name) }).click();
      await page.getByRole("heading", { level: 1, name }).waitFor();
      await checkNoSideways(page);
    }
    await picture(page, "phone_alarms");
    const height = () => page.locator(".top-bar").evaluate((x) => x.offsetHeight);
    const live = await height();
    await hub.stop();
    await page.locator(".link-pill.is-lost").waitFor();
    assert.equal(await height(), live);
    await checkNoSideways(page);
    await picture(page, "phone_hub_gone", false);
    await hub.start();
  });
});

test("the system's dark theme is taken, and a choice is remembered", async () => {
  const hub = hubWithSmallDesk();
  await withPage(hub, { colorScheme: "dark" }, async (page) => {
    const dark = await ground(page);
    await logIn(page, hub);
    await checkAccess(page, "accounts, dark");
    await picture(page, "dark_accounts");
    await openAccount(page, "50K-4471");
    await page.getByText("Cost of delay").waitFor();
    await checkAccess(page, "account, dark");
    await picture(page, "dark_account");
    await page.getByRole("button", { name: "Use the light theme" }).click();
    const light = await ground(page);
    assert.notEqual(light, dark);
    await page.reload();
    await page.locator(".link-pill.is-live").waitFor();
    assert.equal(await ground(page), light);
  });
});
