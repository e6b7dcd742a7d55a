// What riskd says of an account, as the hub passes it on. Money and prices are decimal text.

export type Time = string;

/** Text if it has so many digits that a number would not be exact. */
export type BreachId = number | string;

export type ShownAs =
  "silent" | "unprotected" | "locked" | "degraded" | "starting" | "shadow" | "protected";

export interface Position {
  contract: string;
  product: string;
  direction: "long" | "short";
  size: number;
  average: string | null;
  mark: string | null;
  mark_time: Time | null;
  mark_age_seconds: number | null;
  unrealized: string | null;
  stop_coverage: number;
  opened: Time;
}

export interface Order {
  order: number;
  contract: string;
  side: "buy" | "sell";
  type: string;
  status: string;
  size: number;
  filled: number;
  limit_price: string | null;
  stop_price: string | null;
  updated: Time | null;
}

export interface Rule {
  rule: string;
  key: string;
  state: "armed" | "unproven" | "disabled" | "failed";
  observed: string | null;
  limit: string | null;
  unit: string | null;
  utilisation_percent: number | null;
  in_breach: boolean;
}

export interface Holding {
  contract: string;
  direction: "long" | "short";
  size: number;
}

export interface Lock {
  rule: string;
  scope: string;
  lock: "hard" | "cooldown" | "session" | "condition";
  policy: "flatten" | "keep";
  reason: string;
  since: Time;
  until: Time | null;
  remaining_seconds: number | null;
  day: string;
  breach: BreachId;
  baseline: Holding[];
}

export interface SafeMode {
  policy: "alert" | "close_only" | "flatten";
  since: Time;
  held_until: Time | null;
  baseline: Holding[];
}

export interface Enforcement {
  active: boolean;
  started: Time | null;
  commands_sent: number;
  commands_failed: number;
  verified_flat: Time | null;
}

export interface Discrepancy {
  at: Time;
  kind: string;
  entity: string;
  local: string;
  broker: string;
  action: string;
}

export interface Pending {
  from: Time | null;
  changes: { key: string; before: unknown; after: unknown }[];
}

export interface Account {
  /** No other account of the daemon has it: the hub tells them apart by it. */
  name: string;
  id: string | null;
  mode: "enforce" | "shadow";
  state: "STARTING" | "PROTECTED" | "SHADOW" | "DEGRADED" | "UNPROTECTED";
  reasons: string[];
  locked: boolean;
  can_trade: boolean;
  balance: string | null;
  realized: string;
  unrealized: string;
  unrealized_complete: boolean;
  total: string | null;
  open_positions: number;
  day: string | null;
  next_reset: Time | null;
  next_reset_seconds: number | null;
  positions: Position[];
  orders: Order[];
  rules: Rule[];
  locks: Lock[];
  safe_mode: SafeMode | null;
  enforcement: Enforcement;
  self_tested: Time | null;
  last_reconciled: Time | null;
  last_reconciled_age_seconds: number | null;
  discrepancies: Discrepancy[];
  events_applied: number;
  events_quarantined: number;
  notice: string;
  config: string;
  pending: Pending | null;
  shown_as: ShownAs;
  received: Time;
  age_seconds: number;
}
