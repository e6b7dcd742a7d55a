/** A part of a long list, from `first` to before `end`. */
export interface VisibleRows {
  first: number;
  end: number;
}

/** Rows beyond the edges that are drawn already, so that scrolling shows no gap. */
const spare = 8;

/**
 * @param listTop where the first row is, from the top of the window; negative above it
 */
export function visibleRows(
  count: number,
  rowHeight: number,
  listTop: number,
  windowHeight: number,
): VisibleRows {
  const first = Math.floor(-listTop / rowHeight) - spare;
  const end = Math.ceil((windowHeight - listTop) / rowHeight) + spare;
  const clamp = (x: number) => Math.min(count, Math.max(0, x));
  return { first: clamp(first), end: clamp(end) };
}
