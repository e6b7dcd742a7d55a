// Somebody who uses a page of very many accounts while everything in it changes.
import assert from "node:assert/strict";

const search = (page) => page.getByRole("searchbox");

/** The next press or click is measured until the frame that has `selector`, with `text` in it. */
function measureUntil(page, part, selector, text = null) {
  return page.evaluate((next) => void (window.probe.next = next), { part, selector, text });
}

const answered = (page) =>
  page.waitForFunction(() => window.probe.next == null && window.probe.waitsFor == null);

async function press(page, device, where) {
  if (device === "phone") await where.tap();
  else await where.click();
}

async function filter(page, device) {
  const wanted = "load-7";
  await press(page, device, search(page));
  await page.keyboard.type(wanted, { delay: 120 });
  await page.waitForFunction(
    (text) =>
      [...document.querySelectorAll(".cell-name .under")].every((each) =>
        each.textContent.startsWith(text),
      ),
    wanted,
  );
  assert.ok((await page.locator(".account-row").count()) > 0);
  for (let letters = wanted.length; letters > 0; --letters)
    await page.keyboard.press("Backspace", { delay: 30 });
}

async function sort(page) {
  const select = page.getByLabel("Sort");
  await select.focus();
  for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "Home"]) {
    await page.keyboard.press(key);
    await page.waitForTimeout(150);
  }
  assert.equal(await select.inputValue(), "worst");
}

async function tiles(page, device) {
  for (const name of ["locked", "all"]) {
    const tile = page.locator(`.tile.is-${name}`);
    await measureUntil(page, "tile", `.tile.is-${name}[aria-pressed="true"]`);
    await press(page, device, tile);
    await answered(page);
  }
}

/** Down to the middle and back, as with a wheel or a finger that never rests. */
async function scroll(page) {
  await page.mouse.move(200, 400);
  const steps = 30;
  for (let step = 0; step < 2 * steps; ++step) {
    await page.mouse.wheel(0, step < steps ? 500 : -500);
    await page.waitForTimeout(40);
  }
  await page.evaluate(() => scrollTo(0, 0));
}

async function account(page, device) {
  const link = page.locator(".account-name").nth(3);
  await link.focus();
  // Rows change places: what is opened is what has the focus.
  const name = await page.evaluate(() => document.activeElement.textContent);
  await measureUntil(page, "open an account", ".account-head h1", name);
  await page.keyboard.press("Enter");
  await answered(page);
  await page.getByRole("list", { name: "Audit records, newest first" }).waitFor();
  await page.waitForTimeout(1500);
  await measureUntil(page, "back to the list", ".account-row .account-name");
  await press(page, device, page.getByRole("link", { name: "All accounts" }));
  await answered(page);
}

async function otherPages(page, device) {
  for (const [name, selector] of [
    ["Daemons", ".daemon-cards"],
    ["Alarms", ".alarm-line"],
    ["Accounts", ".account-row"],
  ]) {
    await measureUntil(page, `open ${name.toLowerCase()}`, selector);
    await press(page, device, page.getByRole("link", { name: new RegExp(`^${name}`) }));
    await answered(page);
    await page.waitForTimeout(1000);
  }
}

const visits = [
  ["typing", filter],
  ["sorting", sort],
  ["filter by state", tiles],
  ["scrolling", scroll],
  ["an account", account],
  ["other pages", otherPages],
];

/** One after the other, and again until the time is over. */
export async function useEverything(page, device, part, seconds) {
  const end = Date.now() + seconds * 1000;
  do {
    for (const [name, visit] of visits) {
      await part(name);
      await visit(page, device);
    }
  } while (Date.now() < end);
}
