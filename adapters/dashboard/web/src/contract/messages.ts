import type { Account, Time } from "./account";
import type { Daemon } from "./daemon";

export interface Hub {
  name: string;
  version: string;
  now: Time;
  started: Time;
  silent_after_seconds: number;
  local: boolean;
}

export interface Alarm {
  id: number;
  raised: Time;
  ended: Time | null;
  severity: "critical" | "warning" | "info";
  kind: string;
  daemon: string;
  account: string | null;
  text: string;
}

export interface Overview {
  schema: 1;
  hub: Hub;
  daemons: (Daemon & { accounts: Account[] })[];
  alarms: Alarm[];
}

export type Message =
  | ({ type: "overview" } & Overview)
  | { type: "daemon"; daemon: Daemon }
  | { type: "account"; daemon: string; account: Account }
  | { type: "account_gone"; daemon: string; name: string }
  | { type: "alarm"; alarm: Alarm }
  | { type: "tick"; now: Time };
