import type { ShownAs } from "../contract/account";
import { rankOf } from "./badge";
import { nearLimitPercent } from "./rules";
import type { Entry } from "./world";

export type Kept = "all" | "near" | "holding" | ShownAs;
export type SortBy = "worst" | "name" | "daemon" | "total" | "used" | "lock";

export interface ListView {
  kept: Kept;
  text: string;
  sortBy: SortBy;
  reversed: boolean;
}

export const sortNames: Record<SortBy, string> = {
  worst: "worst first",
  used: "closest to a limit",
  lock: "lock ends first",
  total: "lowest total",
  name: "account name",
  daemon: "daemon",
};

export const defaultView: ListView = { kept: "all", text: "", sortBy: "worst", reversed: false };

/** An account that is locked counts as locked, whatever its badge says besides. */
export function isKept(entry: Entry, kept: Kept): boolean {
  switch (kept) {
    case "all":
      return true;
    case "near":
      return entry.use >= nearLimitPercent && !entry.account.locked;
    case "holding":
      return entry.account.positions.length > 0;
    case "locked":
      return entry.account.locked;
    default:
      return entry.badge === kept;
  }
}

function matches(entry: Entry, wanted: string): boolean {
  const { name, id, mode } = entry.account;
  return `${name}\n${entry.daemon}\n${id ?? ""}\n${entry.badge}\n${mode}`
    .toLowerCase()
    .includes(wanted);
}

/** When the account is free again; locks without an end come after those that have one. */
function lockEnd(entry: Entry): number {
  const { locks } = entry.account;
  if (locks.length === 0) return Number.MAX_VALUE;
  const ends = locks.map((each) => (each.until ? Date.parse(each.until) : Number.MAX_SAFE_INTEGER));
  return Math.max(...ends);
}

function compareTotals(a: Entry, b: Entry): number {
  if (a.total === b.total) return 0;
  if (a.total === null) return 1;
  return b.total === null || a.total < b.total ? -1 : 1;
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function compareNames(a: Entry, b: Entry): number {
  return compareText(a.account.name, b.account.name) || compareText(a.daemon, b.daemon);
}

/** What works needs no attention: there the closest to a limit comes first, whatever its badge. */
function attentionRank(entry: Entry): number {
  return Math.min(rankOf(entry.badge), rankOf("starting"));
}

/** In steps of five percent, so that rows do not change places with every price. */
function coarseUse(entry: Entry): number {
  return Math.floor(entry.use / 5);
}

const comparisons: Record<SortBy, (a: Entry, b: Entry) => number> = {
  worst: (a, b) => attentionRank(a) - attentionRank(b) || coarseUse(b) - coarseUse(a),
  used: (a, b) => b.use - a.use,
  lock: (a, b) => lockEnd(a) - lockEnd(b),
  total: compareTotals,
  name: compareNames,
  daemon: (a, b) => compareText(a.daemon, b.daemon),
};

export function listed(entries: Iterable<Entry>, view: ListView): Entry[] {
  const wanted = view.text.trim().toLowerCase();
  const out: Entry[] = [];
  for (const each of entries)
    if (isKept(each, view.kept) && (wanted === "" || matches(each, wanted))) out.push(each);
  const compare = comparisons[view.sortBy];
  out.sort((a, b) => compare(a, b) || compareNames(a, b));
  return view.reversed ? out.reverse() : out;
}
