// Runs the page tests one after the other, in one browser, against what `npm run build` made.
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const page = new URL("./page/", import.meta.url);
const built = fileURLToPath(new URL("../dist/index.html", import.meta.url));
if (!existsSync(built)) throw new Error(`${built} is missing: run npm run build first`);
for (const name of readdirSync(page).sort())
  if (name.endsWith(".test.mjs")) await import(new URL(name, page).href);
