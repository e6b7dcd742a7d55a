import type { BreachId, Time } from "./account";

export interface Stage {
  stage: string;
  at: Time | null;
  delay_us: number | null;
  at_most_us: number | null;
  note: string;
}

export interface PastBreach {
  breach: BreachId;
  ts: Time;
  rule: string;
  about: string | null;
  observed: string | null;
  limit: string | null;
  unit: string;
  action: string;
  closed: Time | null;
}

export interface PastCommand {
  command: string;
  contract: string;
  order: number | null;
  size: number | null;
  attempt: number;
  decided: Time;
  outcome: string | null;
  detail: string;
  to_wire_us: number | null;
  to_reply_us: number | null;
}

export interface CostOfDelay {
  figure: string | null;
  result: string | null;
  costs: string;
  lost: string | null;
  unknown_because: string | null;
}

export interface Timeline {
  breach: PastBreach;
  mode: "enforce" | "shadow" | null;
  stages: Stage[];
  commands: PastCommand[];
  has_more_commands: boolean;
  cost_of_delay: CostOfDelay;
}

export interface LogRecord {
  chain: number;
  n: number;
  ts: Time;
  name: string | null;
  type: string;
  rule: string | null;
  text: string;
}
