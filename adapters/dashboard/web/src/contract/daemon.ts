import type { Time } from "./account";

export type Severity = "info" | "warning" | "critical" | "emergency";

export interface Alert {
  ts: Time;
  age_seconds: number;
  name: string | null;
  id: string | null;
  code: string;
  severity: Severity;
  contract: string | null;
  detail: string;
}

export interface Link {
  link: string;
  up: boolean;
  last_record: Time | null;
  last_record_age_seconds: number | null;
  remark: string;
}

export interface Gateway {
  name: string;
  logged_in: boolean;
  login_remark: string;
  token_expires: Time | null;
  links: Link[];
  reconnects: number;
  unknown_contracts: string[];
  unresolved_accounts: string[];
}

export interface Channel {
  channel: number;
  kind: string;
  usable: boolean;
  waiting: number;
  delivered: number;
  failures: number;
  given_up: number;
  last_error: string;
}

export interface DaemonStatus {
  taken: Time | null;
  age_seconds: number | null;
  healthy: boolean;
  headline: string;
  daemon: {
    version: string;
    started: Time;
    phase: string;
    reasons: string[];
    storage: { writable: boolean; remark: string };
  };
  gateways: Gateway[];
  alerts: Alert[];
  notifications: {
    channels: Channel[];
    heartbeat: { beating: boolean; last_error: string } | null;
  };
}

export interface AuditState {
  state: "intact" | "broken" | "unknown";
  remark: string;
  chain: number | null;
  number: number | null;
  head: string | null;
  checked: Time | null;
}

/** A daemon as the hub sees it, without its accounts. */
export interface Daemon {
  name: string;
  state: "live" | "silent" | "unreachable" | "never";
  remark: string;
  attached_since: Time | null;
  last_heard: Time | null;
  age_seconds: number | null;
  /** Null if it is less than 2 s, or not known. */
  clock_offset_seconds: number | null;
  missed_updates: number;
  audit: AuditState;
  status: DaemonStatus | null;
}
