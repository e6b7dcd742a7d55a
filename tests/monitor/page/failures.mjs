// What is told when the hub, an agent or riskd is gone, and when it is back.
import assert from "node:assert/strict";
import {
  badge,
  begin,
  changed,
  chartDrawn,
  checkAccess,
  isLive,
  logIn,
  openAccount,
  picture,
  row,
  wish,
} from "./story.mjs";

const toAccounts = (page) => page.getByRole("link", { name: "Accounts", exact: true }).click();

const alarm = (page, words) => page.locator(".alarm-strip").getByText(words);

async function stateOf(page, daemon, words) {
  await page.getByRole("link", { name: "Daemons" }).click();
  const card = page
    .locator(".daemon")
    .filter({ has: page.getByRole("heading", { name: daemon, exact: true }) });
  await card.getByText(words, { exact: true }).waitFor();
}

/** The page of an account says how old it is, and goes on to say so. */
async function lastKnown(page, name) {
  await toAccounts(page);
  await openAccount(page, name);
  await page.getByText("Last known state").waitFor();
  await changed(page.locator(".account-head .notice .number").first());
}

async function allBack(page) {
  await toAccounts(page);
  await badge(page, "PRAC-1", "locked").waitFor();
  await badge(page, "PRAC-2", "protected").waitFor();
}

export async function hubGone(page, hub) {
  begin("hub killed");
  await toAccounts(page);
  await openAccount(page, "PRAC-1");
  await chartDrawn(page);
  const audit = page.getByRole("list", { name: "Audit records, newest first" });
  await audit.waitFor();
  await wish("kill_hub");
  await page.getByText("No connection to the hub.").waitFor();
  await page.locator(".link-pill").getByText("offline").waitFor();
  await page.getByText(/What you see is [1-9].* old/).waitFor();
  assert.ok(await audit.isVisible());
  await checkAccess(page, "hub killed");
  await picture(page, "hub_killed_account");
  await toAccounts(page);
  await badge(page, "PRAC-1", "locked").waitFor();
  await page.getByText(/What you see is [1-9].* old/).waitFor();
  await picture(page, "hub_killed");
  await openAccount(page, "PRAC-1");
  begin("hub started again");
  await wish("start_hub");
  // It knows no session of the hub before it.
  await page.getByText("Your session is over").waitFor();
  await checkAccess(page, "session over");
  await picture(page, "session_over");
  await logIn(page, hub);
  await page.getByRole("heading", { level: 1, name: "PRAC-1" }).waitFor();
  assert.equal(await page.getByText("No connection to the hub.").count(), 0);
  await allBack(page);
  await picture(page, "hub_back");
}

export async function agentGone(page) {
  begin("agent killed");
  await wish("kill_agent");
  await toAccounts(page);
  for (const name of ["PRAC-1", "PRAC-2"]) await badge(page, name, "silent").waitFor();
  assert.match(await row(page, "PRAC-2").innerText(), /as of \d+ .+ ago/);
  await alarm(page, /home has been silent/).waitFor();
  await checkAccess(page, "agent killed");
  await picture(page, "agent_killed");
  await stateOf(page, "home", "silent");
  await picture(page, "agent_killed_daemons");
  await lastKnown(page, "PRAC-1");
  await picture(page, "agent_killed_account");
  begin("agent started again");
  await wish("start_agent");
  await allBack(page);
  await alarm(page, /home has been silent/).waitFor({ state: "detached" });
}

export async function riskdGone(page) {
  begin("riskd killed");
  await wish("kill_riskd");
  await toAccounts(page);
  for (const name of ["PRAC-1", "PRAC-2"]) await badge(page, name, "unprotected").waitFor();
  assert.match(await row(page, "PRAC-2").innerText(), /as of \d+ .+ ago, no answer/);
  await alarm(page, /riskd of home has not answered/).waitFor();
  await page.waitForFunction(() => document.title.includes("2 unprotected"));
  await checkAccess(page, "riskd killed");
  await picture(page, "riskd_killed");
  await stateOf(page, "home", "riskd does not answer");
  await picture(page, "riskd_killed_daemons");
  await lastKnown(page, "PRAC-2");
  await checkAccess(page, "account without riskd");
  await picture(page, "riskd_killed_account");
  begin("riskd started again");
  await wish("start_riskd");
  await allBack(page);
  await picture(page, "riskd_back");
}
