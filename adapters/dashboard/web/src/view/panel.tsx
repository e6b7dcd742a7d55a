import type { ComponentChildren } from "preact";

interface PanelProps {
  title: string;
  /** Beside the title: a number or a state. */
  aside?: ComponentChildren;
  children: ComponentChildren;
}

export function Panel({ title, aside, children }: PanelProps) {
  const id = `panel-${title.toLowerCase().replace(/[^a-z]+/g, "-")}`;
  return (
    <section class="panel" aria-labelledby={id}>
      <div class="panel-head">
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

interface TableProps {
  name: string;
  columns: { title: string; isNumber?: boolean }[];
  children: ComponentChildren;
}

/** Wide tables scroll in themselves; the keyboard reaches that too. */
export function DataTable({ name, columns, children }: TableProps) {
  return (
    <div class="table-frame" tabIndex={0} role="region" aria-label={`${name}, table`}>
      <table class="data-table">
        <thead>
          <tr>
            {columns.map((each) => (
              <th key={each.title} scope="col" class={each.isNumber ? "number" : undefined}>
                {each.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
