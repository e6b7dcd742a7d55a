// What the stories share: the browser, and what they ask of those who play the trader and the
// operator.
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

// The packages are where the page was built, and so are the parts that all page tests share.
const shared = pathToFileURL(join(process.cwd(), "tests/page/chromium.mjs")).href;
export const {
  browser,
  chartDrawn,
  checkAccess,
  checkNoSideways,
  logIn,
  openAccount,
  picture,
  withPageAt,
} = await import(shared);

export const phone = { width: 390, height: 844 };

const answers = createInterface({ input: process.stdin });
const waiting = [];
answers.on("line", (line) => waiting.shift()(JSON.parse(line)));
// Nobody is left to tell it to.
answers.on("close", () => process.exit(waiting.length > 0 ? 1 : 0));

/** Has something done outside of the browser. Returns what is told of it. */
export function wish(what) {
  return new Promise((resolve) => {
    waiting.push(resolve);
    console.log(JSON.stringify({ wish: what }));
  });
}

export function begin(step) {
  console.log(`# ${step}`);
}

/** The address that logs in by itself. */
export function linkTo(hub) {
  return `${hub.address}/#token=${encodeURIComponent(hub.token)}`;
}

export const row = (page, name) =>
  page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });

export function badge(page, name, word) {
  return row(page, name).locator(".badge").getByText(word, { exact: true });
}

/** Waits until the page is live; it is not loaded anew for that. */
export function isLive(page) {
  return page.locator(".link-pill.is-live").waitFor();
}

/** Waits until the text of an element is another one. Returns it. */
export async function changed(element) {
  const before = await element.innerText();
  const found = await element
    .page()
    .waitForFunction(
      ([x, text]) => (x.innerText === text ? null : x.innerText),
      [await element.elementHandle(), before],
    );
  return found.jsonValue();
}

/** An amount as the page shows results: with a sign unless it is nothing, and no hyphen for a minus. */
export function resultText(amount) {
  const [whole, cents = ""] = amount.replace("-", "").split(".");
  const sign = Number(amount) === 0 ? "" : amount.startsWith("-") ? "\u2212" : "+";
  return `${sign}${Number(whole).toLocaleString("en-US")}.${cents.padEnd(2, "0")}`;
}
