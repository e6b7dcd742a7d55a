import { isDark } from "../link/preferences";
import type { Route } from "../link/routes";
import { topic } from "../link/store";
import { useShared, useStore } from "../link/use";
import { openCritical } from "../model/alarms";
import { clockText } from "../model/moments";
import { Icon } from "./icons";

/** Attempts to come back are not told one by one: a screen reader would speak of nothing else. */
function LinkPill() {
  const isLive = useStore(topic.link).link.name === "live";
  return (
    <span class={`link-pill ${isLive ? "is-live" : "is-lost"}`} role="status">
      <span class="link-dot" aria-hidden="true" />
      {isLive ? "live" : "offline"}
    </span>
  );
}

function HubClock() {
  const store = useStore(topic.second, topic.preferences);
  const { zone } = store.preferences;
  const isUtc = zone === "utc";
  return (
    <button
      type="button"
      class="plain-button"
      onClick={() => store.prefer({ zone: isUtc ? "local" : "utc" })}
      aria-label={isUtc ? "Times are UTC. Show local time." : "Times are local. Show UTC."}
      title="Time of the hub. Choose between local time and UTC."
    >
      <Icon name="clock" />
      <span class="number">{clockText(store.now(), zone)}</span>
      <span class="zone">{isUtc ? "UTC" : "local"}</span>
    </button>
  );
}

function ThemeButton() {
  const store = useStore(topic.preferences);
  const dark = isDark(store.preferences.theme);
  const wanted = dark ? "light" : "dark";
  return (
    <button
      type="button"
      class="plain-button"
      onClick={() => store.prefer({ theme: wanted })}
      aria-label={`Use the ${wanted} theme`}
      title={`Use the ${wanted} theme`}
    >
      <Icon name={dark ? "sun" : "moon"} />
    </button>
  );
}

function Pages({ route }: { route: Route }) {
  const store = useStore(topic.alarms);
  const open = openCritical(store.world.alarms.values()).length;
  const current = (page: Route["page"]) =>
    route.page === page || (page === "accounts" && route.page === "account") ? "page" : undefined;
  return (
    <nav aria-label="Pages" class="pages">
      <a href="#/" aria-current={current("accounts")}>
        Accounts
      </a>
      <a href="#/daemons" aria-current={current("daemons")}>
        Daemons
      </a>
      <a href="#/alarms" aria-current={current("alarms")}>
        Alarms
        {open > 0 && (
          <span class="count" title="open critical alarms">
            {open}
            <span class="unseen"> critical</span>
          </span>
        )}
      </a>
    </nav>
  );
}

export function TopBar({ route }: { route: Route }) {
  const { session } = useShared();
  const store = useStore(topic.phase);
  return (
    <header class="top-bar">
      <a class="brand" href="#/">
        riskd <span class="hub-name">{store.world.hub?.name}</span>
      </a>
      <Pages route={route} />
      <div class="top-tools">
        <LinkPill />
        <HubClock />
        <ThemeButton />
        <button
          type="button"
          class="plain-button"
          onClick={() => void session.logOut().catch(() => undefined)}
          aria-label="Log out"
          title="Log out"
        >
          <Icon name="leave" />
        </button>
      </div>
    </header>
  );
}
