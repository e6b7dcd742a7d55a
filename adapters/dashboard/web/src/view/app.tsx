import { useEffect, useRef, useState } from "preact/hooks";
import { routeOf, type Route } from "../link/routes";
import { topic, type Store } from "../link/store";
import { useSelected, useStore } from "../link/use";
import { AccountPage } from "./account_page";
import { AccountsPage } from "./accounts_page";
import { AlarmsPage } from "./alarms_page";
import { Announcer } from "./announcer";
import { DaemonsPage } from "./daemons_page";
import { Login } from "./login";
import { LinkNotice, Waiting } from "./notices";
import { TopBar } from "./top_bar";

function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const follow = () => setRoute(routeOf(location.hash));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return route;
}

function titleOf(store: Store): string {
  const { of } = store.counts();
  const told = [
    of.unprotected > 0 && `${of.unprotected} unprotected`,
    of.locked > 0 && `${of.locked} locked`,
    of.silent > 0 && `${of.silent} silent`,
  ].filter(Boolean);
  return [...told, "riskd"].join(" · ");
}

/** The tab says what is wrong while another one is looked at. */
function TabTitle() {
  const title = useSelected(titleOf, topic.list, topic.phase);
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}

/** Who follows a link by keyboard goes on reading at the new page's heading. */
function useFocusOnPage(route: Route): void {
  const isFirst = useRef(true);
  const name = route.page === "account" ? route.key : route.page;
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
    if (route.page !== "accounts") scrollTo(0, 0);
  }, [name]);
}

function CurrentPage({ route }: { route: Route }) {
  switch (route.page) {
    case "account":
      return <AccountPage key={route.key} accountKey={route.key} />;
    case "daemons":
      return <DaemonsPage />;
    case "alarms":
      return <AlarmsPage />;
    default:
      return <AccountsPage />;
  }
}

function Frame() {
  const route = useRoute();
  const isLive = useStore(topic.link).link.name === "live";
  useFocusOnPage(route);
  return (
    <>
      <a class="skip-link" href="#content" onClick={skipToContent}>
        Skip to the content
      </a>
      <TopBar route={route} />
      <LinkNotice />
      <main id="content" tabIndex={-1} class={isLive ? undefined : "is-stale"}>
        <CurrentPage route={route} />
      </main>
      <Announcer />
      <TabTitle />
    </>
  );
}

/** The address after # names the page, so the usual jump is not possible. */
function skipToContent(event: Event): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}

export function App() {
  const store = useStore(topic.phase);
  if (store.phase === "login") return <Login />;
  return store.phase === "asking" ? <Waiting /> : <Frame />;
}
