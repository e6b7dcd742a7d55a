import { useLayoutEffect } from "preact/hooks";
import { topic, type Store } from "../link/store";
import { useSelected, useStore } from "../link/use";
import { sortNames, type SortBy } from "../model/listing";
import { AccountList } from "./account_list";
import { AlarmStrip } from "./alarm_strip";
import { Icon } from "./icons";
import { NoAccount } from "./no_account";
import { NoDaemon } from "./notices";
import { Summary } from "./summary";

function ListTools() {
  const store = useStore(topic.view);
  const { view } = store;
  return (
    <div class="list-tools" role="search">
      <label class="search">
        <Icon name="search" />
        <span class="unseen">Filter by account, daemon, id or state</span>
        <input
          type="search"
          placeholder="Filter by account, daemon, id, state"
          value={view.text}
          onInput={(event) => store.setView({ text: event.currentTarget.value })}
        />
      </label>
      <label>
        <span class="quiet">Sort</span>{" "}
        <select
          value={view.sortBy}
          onChange={(event) => store.setView({ sortBy: event.currentTarget.value as SortBy })}
        >
          {Object.entries(sortNames).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        aria-pressed={view.reversed}
        onClick={() => store.setView({ reversed: !view.reversed })}
      >
        Reverse
      </button>
    </div>
  );
}

/** Coming back from an account, the list is where it was left. */
function useKeptScroll(): void {
  const store = useStore();
  useLayoutEffect(() => {
    scrollTo(0, store.listScroll);
    const keep = () => (store.listScroll = scrollY);
    addEventListener("scroll", keep, { passive: true });
    return () => removeEventListener("scroll", keep);
  }, [store]);
}

function Accounts() {
  return (
    <>
      <Summary />
      <section aria-labelledby="list-title">
        <h2 id="list-title" class="unseen">
          List of accounts
        </h2>
        <ListTools />
        <AccountList />
      </section>
    </>
  );
}

function kindOf({ world }: Store): "no daemon" | "no account" | "accounts" {
  if (world.daemons.size === 0) return "no daemon";
  return world.accounts.size === 0 ? "no account" : "accounts";
}

export function AccountsPage() {
  const kind = useSelected(kindOf, topic.list, topic.daemons);
  useKeptScroll();
  if (kind === "no daemon")
    return (
      <>
        <h1 class="unseen" tabIndex={-1}>
          Accounts
        </h1>
        <NoDaemon />
      </>
    );
  return (
    <>
      <h1 class="unseen" tabIndex={-1}>
        Accounts
      </h1>
      <AlarmStrip />
      {kind === "no account" ? <NoAccount /> : <Accounts />}
    </>
  );
}
