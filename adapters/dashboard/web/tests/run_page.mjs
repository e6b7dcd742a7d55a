// Runs the page tests one after the other, in one browser, against the built page: that in the folder
// PAGE, or the one that `npm run build` made.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = new URL("./page/", import.meta.url);
const tests = readdirSync(folder).filter((name) => name.endsWith(".test.mjs"));
const built = process.env.PAGE ?? fileURLToPath(new URL("../dist/", import.meta.url));
const browser = process.env.CHROMIUM ?? "/usr/bin/chromium";

if (tests.length === 0) throw new Error(`there is no test in ${folder}`);
if (!existsSync(join(built, "index.html"))) throw new Error(`${built} has no page: build it first`);
if (existsSync(browser)) {
  for (const name of tests.sort()) await import(new URL(name, folder).href);
} else {
  console.log(`SKIPPED: ${browser} is not installed; scripts/setup does that`);
}
