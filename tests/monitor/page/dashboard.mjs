// Plays a story at the dashboard of a real hub: `day` or `empty`. dashboard_test.py starts it and
// does what it wishes for.
import { accountOfTheLocked, accountOfTheHolder } from "./accounts.mjs";
import { agentGone, hubGone, riskdGone } from "./failures.mjs";
import { keyboard, looks } from "./looks.mjs";
import { breach, logins } from "./overview.mjs";
import { begin, browser, isLive, linkTo, picture, wish, withPageAt } from "./story.mjs";
import { checkAccess, checkNoSideways, phone } from "./story.mjs";

async function day(hub) {
  await logins(hub);
  await withPageAt(linkTo(hub), {}, async (page) => {
    await isLive(page);
    // Goes with the page if anything loads it anew.
    await page.evaluate(() => (window.isTheFirst = true));
    const locked = await breach(page);
    await accountOfTheLocked(page, locked);
    await accountOfTheHolder(page);
    await looks(hub);
    await keyboard(hub);
    await agentGone(page);
    await hubGone(page, hub);
    await riskdGone(page);
    if (!(await page.evaluate(() => window.isTheFirst))) throw new Error("it was loaded anew");
  });
}

async function empty(hub) {
  for (const [name, options] of [
    ["empty", {}],
    ["empty_phone", { viewport: phone, colorScheme: "dark" }],
  ]) {
    begin(name);
    await withPageAt(linkTo(hub), options, async (page) => {
      await page.getByRole("heading", { name: "No daemon is attached yet" }).waitFor();
      for (const command of ["riskmon hub --local", "riskmon agent --hub"])
        await page.locator(".command").filter({ hasText: command }).waitFor();
      await checkNoSideways(page);
      await checkAccess(page, name);
      await picture(page, name);
    });
  }
}

const stories = { day, empty };

try {
  await stories[process.argv[2]](await wish("hub"));
} finally {
  await browser.close();
}
process.exit(0);
