// Whether a page of very many accounts shows what the hub tells.
import assert from "node:assert/strict";
import { resultText } from "./story.mjs";

/** What stands in the rows that are drawn, by their numbers. */
function drawnRows() {
  return [...document.querySelectorAll(".account-row")].map((row) => {
    const text = (selector) => row.querySelector(selector)?.textContent ?? "";
    return [
      Number(row.getAttribute("aria-rowindex")),
      {
        daemon: text(".cell-name .under"),
        name: text(".account-name"),
        badge: text(".badge"),
        isLocked: row.classList.contains("has-lock"),
        total: text(".cell-total"),
        realized: text(".cell-realized"),
        open: text(".cell-open"),
        positions: text(".cell-positions .number"),
      },
    ];
  });
}

/** All rows from the first to the last, as somebody finds them who scrolls. */
async function allRows(page) {
  const found = new Map();
  const windows = await page.evaluate(() => {
    scrollTo(0, 0);
    return document.documentElement.scrollHeight / innerHeight;
  });
  for (let at = 0; at < windows; ++at) {
    await page.evaluate(
      (part) =>
        new Promise((resolve) => {
          scrollTo(0, part * innerHeight);
          requestAnimationFrame(() => requestAnimationFrame(resolve));
        }),
      at,
    );
    for (const [index, row] of await page.evaluate(drawnRows)) found.set(index, row);
  }
  await page.evaluate(() => scrollTo(0, 0));
  return found;
}

const signed = (each) =>
  `${each.direction === "long" ? "+" : "\u2212"}${each.size} ${each.product}`;

function expectedRow(daemon, account) {
  return {
    daemon: daemon.name,
    name: account.name,
    badge: account.shown_as,
    isLocked: account.locked,
    total: resultText(account.total),
    realized: resultText(account.realized),
    open: resultText(account.unrealized) + (account.unrealized_complete ? "" : " and unpriced"),
    positions: account.positions.map(signed).join(" "),
  };
}

const keyOf = (row) => `${row.daemon}\n${row.name}`;

/** The first few that are shown otherwise than expected: all of them would be a book. */
function differences(shown, expected) {
  const byKey = new Map([...shown].map((row) => [keyOf(row), row]));
  return expected
    .map((row) => ({ expected: row, shown: byKey.get(keyOf(row)) ?? null }))
    .filter((each) => JSON.stringify(each.shown) !== JSON.stringify(each.expected))
    .slice(0, 3);
}

function sumText(accounts) {
  const cents = accounts.reduce((sum, each) => sum + Math.round(Number(each.total) * 100), 0);
  return resultText((cents / 100).toFixed(2));
}

async function sumShown(page) {
  return page.locator(".sums dd").first().innerText();
}

async function tile(page, name) {
  const count = await page.locator(`.tile.is-${name} .tile-count`).innerText();
  return Number(count.replace(",", ""));
}

/** What the hub told twice, a report of a daemon apart, and the page had time to show. */
async function settled(page, overview) {
  let before = "";
  for (let tries = 0; tries < 30; ++tries) {
    const told = await overview();
    const accounts = told.daemons.flatMap((each) => each.accounts);
    const expected = told.daemons.flatMap((daemon) =>
      daemon.accounts.map((each) => expectedRow(daemon, each)),
    );
    const now = JSON.stringify(expected);
    if (now === before && (await sumShown(page)) === sumText(accounts))
      return { accounts, expected };
    before = now;
    await page.waitForTimeout(1500);
  }
  assert.fail(`hub and page did not come to rest; the sum shown is ${await sumShown(page)}`);
}

/** Compares all of it, once the latest message can have come. */
export async function checkShown(page, overview) {
  const { accounts, expected } = await settled(page, overview);
  assert.equal(await tile(page, "all"), accounts.length);
  for (const kind of ["locked", "protected"])
    assert.equal(
      await tile(page, kind),
      accounts.filter((each) => (kind === "locked" ? each.locked : each.shown_as === kind)).length,
      kind,
    );
  const rows = await allRows(page);
  const numbers = [...rows.keys()];
  assert.deepEqual(
    [numbers.length, Math.min(...numbers), Math.max(...numbers)],
    [expected.length, 2, expected.length + 1],
    "rows are numbered without a gap",
  );
  assert.deepEqual(differences(rows.values(), expected), []);
  const inPlace = [...rows.entries()].sort(([a], [b]) => a - b).map(([, row]) => row.isLocked);
  assert.ok(inPlace.lastIndexOf(true) < inPlace.filter(Boolean).length, "the locked come first");
}
