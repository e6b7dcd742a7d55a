import type { BreachId, Time } from "./account";

export interface DayLimit {
  rule: string;
  label: string;
  measure: "realized" | "total" | "unrealized";
  value: number;
}

export interface DayLock {
  rule: string;
  reason: string;
  since: Time;
  until: Time | null;
  ended: Time | null;
}

export interface DayBreach {
  breach: BreachId;
  ts: Time;
  rule: string;
  observed: string | null;
  limit: string | null;
}

/** Seconds since 1970, realized, unrealized (null while it was not known). */
export type DayPoint = [number, number, number | null];

export interface Day {
  daemon: string;
  account: string;
  day: string;
  begin: Time;
  end: Time;
  points: DayPoint[];
  limits: DayLimit[];
  locks: DayLock[];
  breaches: DayBreach[];
}
