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

test("a wrong token is refused with a reason, the right one lets in, logging out ends it", async () => {
  const hub = hubWithSmallDesk();
  await withPage(hub, {}, async (page) => {
    await page.getByLabel("Token of the hub").fill("wrong");
    await page.getByRole("button", { name: "Log in" }).click();
    await page.getByText("That token is not the one of this hub.").waitFor();
    await checkAccess(page, "login refused");
    await picture(page, "login_refused");
    await logIn(page, hub);
    assert.equal((await page.getByRole("row").count()) > 1, true);
    await page.getByRole("button", { name: "Log out" }).click();
    await page.getByLabel("Token of the hub").waitFor();
    await page.reload();
    await page.getByLabel("Token of the hub").waitFor();
  });
});

test("too many attempts say how long to wait", async () => {
  const hub = hubWithSmallDesk();
  hub.refusals = 1;
  await withPage(hub, {}, async (page) => {
    await page.getByLabel("Token of the hub").fill("any");
    await page.getByRole("button", { name: "Log in" }).click();
    await page.getByText("Try again in 30 s").waitFor();
  });
});

test("a session that the hub ends asks for the token again", async () => {
  const hub = hubWithSmallDesk();
  await withPage(hub, {}, async (page) => {
    await logIn(page, hub);
    await openAccount(page, "50K-4471");
    hub.endSessions();
    await page.getByText("Your session is over.").waitFor();
    await checkAccess(page, "session over");
    await picture(page, "session_over");
    await logIn(page, hub);
    await page.getByRole("heading", { level: 1, name: "50K-4471" }).waitFor();
    await page.getByRole("button", { name: "Log out" }).click();
    await page.getByLabel("Token of the hub").waitFor();
    assert.equal(await page.getByText("Your session is over.").count(), 0);
  });
});

/** Every address that going back could lead to. */
const history = (page) => page.evaluate(() => navigation.entries().map((each) => each.url));

const linkTo = (token) => ({ path: `#token=${encodeURIComponent(token)}` });

test("a link with the token logs in and leaves no token behind", async () => {
  const hub = hubWithSmallDesk();
  await withPage(hub, linkTo(hub.token), async (page) => {
    await page.locator(".link-pill.is-live").waitFor();
    assert.equal(page.url(), hub.address);
    assert.deepEqual(await history(page), [hub.address]);
    await page.reload();
    await page.locator(".link-pill.is-live").waitFor();
  });
});

test("a link with a wrong token leads to the login form with the reason", async () => {
  const hub = hubWithSmallDesk();
  await withPage(hub, linkTo("wrong"), async (page) => {
    await page.getByText("That token is not the one of this hub.").waitFor();
    assert.deepEqual(await history(page), [hub.address]);
    await logIn(page, hub);
    await page.getByRole("button", { name: "Log out" }).click();
    await page.getByLabel("Token of the hub").waitFor();
    assert.equal(await page.getByText("That token is not").count(), 0);
  });
});

test("a link that comes too often says how long to wait", async () => {
  const hub = hubWithSmallDesk();
  hub.refusals = 1;
  await withPage(hub, linkTo(hub.token), async (page) => {
    await page.getByText("Try again in 30 s").waitFor();
    assert.deepEqual(await history(page), [hub.address]);
  });
});

test("a link without a token is an address like any other", async () => {
  const hub = hubWithSmallDesk();
  await withPage(hub, linkTo(""), async (page) => {
    await page.getByLabel("Token of the hub").waitFor();
    assert.deepEqual(await history(page), [hub.address]);
  });
});

test("a link followed in an open page takes its token out before the hub answers", async () => {
  const hub = hubWithSmallDesk();
  await withPage(hub, {}, async (page) => {
    await logIn(page, hub);
    let goOn;
    await page.route("**/api/session", async (route) => {
      await new Promise((resolve) => (goOn = resolve));
      await route.continue();
    });
    const asked = page.waitForRequest("**/api/session");
    await page.evaluate((hash) => (location.hash = hash), linkTo("wrong").path);
    assert.deepEqual((await asked).postDataJSON(), { token: "wrong" });
    assert.deepEqual(await history(page), [hub.address, hub.address]);
    await page.getByText("Asking the hub").waitFor();
    goOn();
    await page.getByText("That token is not the one of this hub.").waitFor();
    await page.unroute("**/api/session");
    await page.evaluate((hash) => (location.hash = hash), linkTo(hub.token).path);
    await page.locator(".link-pill.is-live").waitFor();
    assert.equal((await page.getByRole("row").count()) > 1, true);
  });
});
