import assert from "node:assert/strict";
import { test } from "node:test";
import { checkAccess, hubWithSmallDesk, logIn, picture, withPage } from "./browser.mjs";

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
    hub.endSessions();
    await page.getByLabel("Token of the hub").waitFor();
    await logIn(page, hub);
  });
});
