// The same on other screens and without a mouse.
import assert from "node:assert/strict";
import {
  badge,
  begin,
  chartDrawn,
  checkAccess,
  checkNoSideways,
  isLive,
  linkTo,
  openAccount,
  phone,
  picture,
  withPageAt,
} from "./story.mjs";

const ground = (page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

async function lookAround(page, name) {
  await isLive(page);
  await badge(page, "PRAC-1", "locked").waitFor();
  await checkNoSideways(page);
  await checkAccess(page, `${name}, accounts`);
  await picture(page, `${name}_accounts`);
  for (const account of ["PRAC-1", "PRAC-2"]) {
    await openAccount(page, account);
    await chartDrawn(page);
    await page.getByRole("list", { name: "Audit records, newest first" }).waitFor();
    await checkNoSideways(page);
    await checkAccess(page, `${name}, ${account}`);
    await picture(page, `${name}_${account}`);
    await page.getByRole("link", { name: "All accounts" }).click();
  }
  for (const title of ["Daemons", "Alarms"]) {
    await page.getByRole("link", { name: new RegExp(`^${title}`) }).click();
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    await checkNoSideways(page);
    await checkAccess(page, `${name}, ${title}`);
    await picture(page, `${name}_${title}`);
  }
  return ground(page);
}

export async function looks(hub) {
  const grounds = new Map();
  for (const colorScheme of ["light", "dark"])
    for (const [device, options] of [
      ["desktop", {}],
      ["phone", { viewport: phone, hasTouch: true, deviceScaleFactor: 2 }],
    ]) {
      begin(`${device}, ${colorScheme}`);
      await withPageAt(linkTo(hub), { ...options, colorScheme }, async (page) =>
        grounds.set(colorScheme, await lookAround(page, `${device}_${colorScheme}`)),
      );
    }
  assert.notEqual(grounds.get("light"), grounds.get("dark"));
}

/** What has the focus, as it is read out. */
const focused = (page) => page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");

export async function keyboard(hub) {
  begin("keyboard");
  await withPageAt(linkTo(hub), {}, async (page) => {
    await isLive(page);
    await badge(page, "PRAC-2", "protected").waitFor();
    for (let presses = 0; (await focused(page)) !== "PRAC-2"; ++presses) {
      assert.ok(presses < 60, "Tab leads to every account");
      await page.keyboard.press("Tab");
    }
    await picture(page, "keyboard");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "PRAC-2" }).waitFor();
    assert.equal(await focused(page), "PRAC-2");
  });
}
