// The list of all accounts: how one gets there, and what is seen when a rule is broken.
import assert from "node:assert/strict";
import {
  badge,
  begin,
  changed,
  checkAccess,
  isLive,
  linkTo,
  logIn,
  picture,
  resultText,
  row,
  wish,
  withPageAt,
} from "./story.mjs";

async function allProtected(page) {
  for (const name of ["PRAC-1", "PRAC-2"]) await badge(page, name, "protected").waitFor();
  assert.equal(await page.locator(".account-row").count(), 2);
}

export async function logins(hub) {
  begin("login");
  await withPageAt(hub.address, {}, async (page) => {
    await page.getByLabel("Token of the hub").waitFor();
    await checkAccess(page, "login");
    await picture(page, "login");
    await page.getByLabel("Token of the hub").fill(`${hub.token}0`);
    await page.getByRole("button", { name: "Log in" }).click();
    await page.getByText("That token is not the one of this hub.").waitFor();
    await checkAccess(page, "login refused");
    await picture(page, "login_refused");
    await logIn(page, hub);
    await allProtected(page);
    await checkAccess(page, "accounts");
    await picture(page, "accounts");
    await page.getByRole("button", { name: "Log out" }).click();
    await page.getByLabel("Token of the hub").waitFor();
    assert.equal(await page.getByText("Your session is over").count(), 0);
    await page.reload();
    await page.getByLabel("Token of the hub").waitFor();
  });
  begin("login by a link");
  await withPageAt(linkTo(hub), {}, async (page) => {
    await isLive(page);
    await allProtected(page);
    assert.equal(page.url(), `${hub.address}/`);
  });
}

/** Returns the account that is locked, as riskd tells of it. */
export async function breach(page) {
  begin("breach");
  await wish("hold");
  await row(page, "PRAC-2").getByText("+1 MNQ").waitFor();
  await row(page, "PRAC-2").getByText("stop for 1 of 1").waitFor();
  await picture(page, "accounts_holding");
  const told = await wish("break_rule");
  await badge(page, "PRAC-1", "locked").waitFor();
  await row(page, "PRAC-1").getByText(resultText(told.realized)).first().waitFor();
  await row(page, "PRAC-1").locator(".cell-lock").getByText("daily loss limit").waitFor();
  await badge(page, "PRAC-2", "protected").waitFor();
  const clock = row(page, "PRAC-1").locator(".lock-time .countdown");
  assert.match(await clock.innerText(), /^(\d+:)?\d+:\d\d$/);
  await changed(clock);
  await page.waitForFunction(() => document.title.includes("1 locked"));
  await picture(page, "accounts_locked");
  await page.getByRole("link", { name: /^Alarms/ }).click();
  await page.getByRole("listitem").filter({ hasText: "PRAC-1 of home is locked" }).waitFor();
  await checkAccess(page, "alarms");
  await picture(page, "alarms");
  await page.getByRole("link", { name: "Daemons" }).click();
  await page.getByRole("heading", { name: "home" }).waitFor();
  await page.getByText("chain intact").waitFor();
  await checkAccess(page, "daemons");
  await picture(page, "daemons");
  return told;
}
