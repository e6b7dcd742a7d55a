import { Fragment, type ComponentChildren } from "preact";
import { topic } from "../link/store";
import { useShared, useStore } from "../link/use";
import type { Fetched } from "../link/use";
import { durationText } from "../model/durations";
import { Icon } from "./icons";

/** Outside of what a screen reader speaks up for, since it changes by the second. */
function RetryIn() {
  const { link } = useStore(topic.second, topic.link);
  const left = link.name === "waiting" ? Math.ceil((link.retryAtMs - Date.now()) / 1000) : 0;
  return (
    <span class="tabular">
      {left > 0 ? `Next attempt in ${durationText(left)}.` : "Trying now."}
    </span>
  );
}

function StateAge() {
  const store = useStore(topic.second);
  return <span class="tabular">{durationText((Date.now() - store.heardMs) / 1000)} old</span>;
}

/** Below the top bar while the page is not live: what is shown may be old by now. */
export function LinkNotice() {
  const { session } = useShared();
  const store = useStore(topic.link, topic.phase);
  if (store.link.name === "live") return null;
  return (
    <aside class="notice is-caution" aria-label="Connection">
      <Icon name="silent" />
      <p>
        <strong role="alert">No connection to the hub.</strong> What you see is <StateAge />. If it
        stays so, check that riskmon hub runs and that you can reach it. <RetryIn />
      </p>
      <button type="button" onClick={() => session.retryNow()}>
        Try now
      </button>
    </aside>
  );
}

export function Waiting() {
  const { session } = useShared();
  const store = useStore(topic.link);
  const { link } = store;
  return (
    <main class="centred" id="content">
      <h1>riskd</h1>
      {link.name === "waiting" ? (
        <div class="centred-words">
          <p role="alert">{link.remark || "The connection to the hub was lost."}</p>
          <p class="quiet">
            <RetryIn /> The daemons guard their accounts without the hub.
          </p>
          <button type="button" onClick={() => session.retryNow()}>
            Try now
          </button>
        </div>
      ) : (
        <p role="status">Asking the hub…</p>
      )}
    </main>
  );
}

/** A command to be copied whole; a line ends between its parts only. */
function Command({ parts }: { parts: readonly string[] }) {
  return (
    <pre class="command">
      <code>
        {parts.map((each, at) => (
          <Fragment key={each}>
            {at > 0 && " "}
            <span>{each}</span>
          </Fragment>
        ))}
      </code>
    </pre>
  );
}

const localHub = ["riskmon hub", "--local"];
const agent = [
  "riskmon agent",
  "--hub HOST:PORT",
  "--hub-name NAME",
  "--ca FILE",
  "--certificate FILE",
  "--key FILE",
];

export function NoDaemon() {
  return (
    <section class="panel empty-state" aria-labelledby="empty-title">
      <h2 id="empty-title">No daemon is attached yet</h2>
      <p>
        The hub runs and waits. It shows an account as soon as the riskd that guards it is attached.
      </p>
      <h3>A riskd on the hub's own machine</h3>
      <p>Start the hub so that it watches the riskd beside it:</p>
      <Command parts={localHub} />
      <h3>A riskd on another machine</h3>
      <p>
        Make a certificate for it; the name in there is its name here. Then start the agent beside
        that riskd, with the address of this hub and the name in the hub's certificate:
      </p>
      <Command parts={agent} />
      <p class="quiet">
        The accounts appear here by themselves, within seconds. If they do not, the log of the agent
        says why: mostly the address, a firewall, or a certificate that the hub does not trust.
      </p>
    </section>
  );
}

interface LoadedProps<T> {
  state: Fetched<T>;
  again: () => void;
  what: string;
  children: (data: T) => ComponentChildren;
}

/** What was read, or that it is being read, or why it could not be and what to do. */
export function Loaded<T>({ state, again, what, children }: LoadedProps<T>) {
  return (
    <>
      {state.name === "failed" && (
        <div class="panel-error" role="alert">
          <Icon name="warning" />
          <p>
            {what} could not be read. {state.sentence}
            {state.last !== null && " What was read before is shown."}
          </p>
          <button type="button" onClick={again}>
            Try again
          </button>
        </div>
      )}
      {state.last !== null
        ? children(state.last)
        : state.name === "loading" && <p class="quiet panel-text">Reading…</p>}
    </>
  );
}
