// The browser of the page tests, with a scripted hub.
import { fileURLToPath } from "node:url";
import { after } from "node:test";
import { browser, withPageAt } from "./chromium.mjs";
import { smallDeskAlarms } from "./made_up_alarms.mjs";
import { smallDesk } from "./made_up_daemons.mjs";
import { ScriptedHub } from "./scripted_hub.mjs";

export {
  chartDrawn,
  checkAccess,
  checkNoSideways,
  logIn,
  openAccount,
  picture,
} from "./chromium.mjs";

const folder = process.env.PAGE ?? fileURLToPath(new URL("../../dist/", import.meta.url));
after(() => browser.close());

export const phone = { width: 360, height: 780 };

export function hubWithSmallDesk() {
  const hub = new ScriptedHub(folder);
  hub.daemons = smallDesk(Date.now());
  hub.alarms = smallDeskAlarms(Date.now());
  return hub;
}

/** Runs `test` with a page at a started hub. */
export async function withPage(hub, { path = "", ...options }, test) {
  await hub.start();
  try {
    await withPageAt(new URL(path, hub.address).href, options, test);
  } finally {
    await hub.stop();
  }
}
