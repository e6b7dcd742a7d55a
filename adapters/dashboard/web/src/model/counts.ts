import { badgesByPrecedence } from "./badge";
import { isKept, type Kept } from "./listing";
import type { Units } from "./money";
import type { Entry } from "./world";

export interface Counts {
  of: Record<Kept, number>;
  total: Units;
  realized: Units;
}

const kinds: readonly Kept[] = ["all", "near", "holding", ...badgesByPrecedence];

export function countsOf(entries: Iterable<Entry>): Counts {
  const of = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kept, number>;
  let total = 0n;
  let realized = 0n;
  for (const entry of entries) {
    for (const kind of kinds) if (isKept(entry, kind)) of[kind] += 1;
    total += entry.total ?? 0n;
    realized += entry.realized ?? 0n;
  }
  return { of, total, realized };
}
