import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { topic } from "../link/store";
import { useStore } from "../link/use";
import { defaultView, listed, type ListView } from "../model/listing";
import { visibleRows, type VisibleRows } from "../model/visible_rows";
import { counted } from "../model/words";
import type { Entry } from "../model/world";
import { AccountRow } from "./account_row";

const columns = [
  "State",
  "Account",
  "Locked",
  "To breach",
  "Total",
  "Realized",
  "Open",
  "Positions",
  "Resets in",
];

/** A first guess, until a row was drawn and measured. */
const assumedRowHeight = 54;

function Spacer({ rows, rowHeight }: { rows: number; rowHeight: number }) {
  if (rows === 0) return null;
  return (
    <tr aria-hidden="true" class="spacer">
      <td colSpan={columns.length} style={{ height: `${rows * rowHeight}px` }} />
    </tr>
  );
}

/** Which rows are in the window or near it; the others need not exist. */
function useVisibleRows(count: number) {
  const body = useRef<HTMLTableSectionElement>(null);
  const rowHeight = useRef(assumedRowHeight);
  const [rows, setRows] = useState<VisibleRows>({ first: 0, end: Math.min(count, 40) });
  useLayoutEffect(() => {
    const measure = () => {
      if (!body.current) return;
      const row = body.current.querySelector<HTMLElement>("tr.account-row");
      if (row) rowHeight.current = row.getBoundingClientRect().height;
      const { top } = body.current.getBoundingClientRect();
      const found = visibleRows(count, rowHeight.current, top, innerHeight);
      setRows((before) =>
        before.first === found.first && before.end === found.end ? before : found,
      );
    };
    measure();
    addEventListener("scroll", measure, { passive: true });
    addEventListener("resize", measure);
    return () => {
      removeEventListener("scroll", measure);
      removeEventListener("resize", measure);
    };
  }, [count]);
  return {
    body,
    rowHeight: rowHeight.current,
    first: Math.min(rows.first, count),
    end: Math.min(rows.end, count),
  };
}

function NothingKept({ onReset }: { onReset: () => void }) {
  return (
    <p class="panel panel-text">
      No account fits the filter.{" "}
      <button type="button" onClick={onReset}>
        Show all
      </button>
    </p>
  );
}

/**
 * A link keeps the focus while its row changes places: to the browser a row that moves goes away
 * and comes anew.
 */
function useKeptFocus(): void {
  const link = document.activeElement?.closest<HTMLElement>(".account-name") ?? null;
  useLayoutEffect(() => {
    if (link && link.isConnected && document.activeElement === document.body)
      link.focus({ preventScroll: true });
  });
}

/** How many there are is told when the view was changed, not whenever an account changes. */
function ListSize({ shown, all, view }: { shown: number; all: number; view: ListView }) {
  const some = shown === all ? "" : `${shown.toLocaleString("en-US")} of `;
  const words = `${some}${counted(all, "account")}`;
  const told = useMemo(() => words, [view]);
  return (
    <>
      <p class="list-size">{words}</p>
      <p class="unseen" role="status">
        {view === defaultView ? "" : told}
      </p>
    </>
  );
}

export function AccountList() {
  const store = useStore(topic.list, topic.daemons, topic.view);
  const { view } = store;
  const entries = listed(store.world.accounts.values(), view);
  return (
    <>
      <ListSize shown={entries.length} all={store.world.accounts.size} view={view} />
      {entries.length === 0 ? (
        <NothingKept onReset={() => store.setView({ kept: defaultView.kept, text: "" })} />
      ) : (
        <Table entries={entries} />
      )}
    </>
  );
}

function Table({ entries }: { entries: readonly Entry[] }) {
  const { body, rowHeight, first, end } = useVisibleRows(entries.length);
  useKeptFocus();
  return (
    <table
      class="account-table"
      role="table"
      aria-rowcount={entries.length + 1}
      aria-label="Accounts"
    >
      <thead role="rowgroup">
        <tr role="row" aria-rowindex={1}>
          {columns.map((each) => (
            <th key={each} role="columnheader" scope="col">
              {each}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" ref={body}>
        <Spacer rows={first} rowHeight={rowHeight} />
        {entries.slice(first, end).map((each, at) => (
          <AccountRow key={each.key} accountKey={each.key} index={first + at + 2} />
        ))}
        <Spacer rows={entries.length - end} rowHeight={rowHeight} />
      </tbody>
    </table>
  );
}
