import type { Day } from "../contract/day";
import type { Alarm, Overview } from "../contract/messages";
import type { LogRecord, Timeline } from "../contract/story";
import { parseExactly } from "../model/exact_json";

/** An answer of the hub that is an error, or no answer at all (`status` 0). */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
  }
}

/** Why a login failed and what to do, for people. */
export function loginReasonOf(problem: unknown): string {
  if (!(problem instanceof ApiError)) return "The login failed. Reload the page and try again.";
  if (problem.status === 401)
    return "That token is not the one of this hub. Check that it was copied whole.";
  if (problem.status === 429) {
    const wait = problem.retryAfterSeconds;
    return `Too many attempts. Try again ${wait ? `in ${wait} s` : "later"}.`;
  }
  return problem.message;
}

const noAnswer = "The hub does not answer. Check that riskmon hub runs and that you can reach it.";

async function sentenceOf(answer: Response): Promise<string> {
  try {
    const body = (await answer.json()) as { error?: { message?: string } };
    return body.error?.message ?? `The hub answers with status ${answer.status}.`;
  } catch {
    return `The hub answers with status ${answer.status}.`;
  }
}

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(new URL(path, document.baseURI), { cache: "no-store", ...init });
  } catch {
    throw new ApiError(0, noAnswer);
  }
  if (answer.ok) return answer;
  const wait = Number.parseInt(answer.headers.get("Retry-After") ?? "", 10);
  throw new ApiError(answer.status, await sentenceOf(answer), Number.isNaN(wait) ? null : wait);
}

async function read<T>(path: string): Promise<T> {
  const answer = await ask(path);
  return parseExactly(await answer.text()) as T;
}

const ours = { "X-Requested-With": "riskmon" };

export async function logIn(token: string): Promise<void> {
  await ask("api/session", {
    method: "POST",
    headers: { ...ours, "Content-Type": "application/json" },
    body: JSON.stringify({ token }),
  });
}

export async function logOut(): Promise<void> {
  await ask("api/session", { method: "DELETE", headers: ours });
}

/** Fails with status 401 without a session; a WebSocket that is refused does not say why. */
export async function probeSession(): Promise<void> {
  await ask("api/alarms?count=1");
}

export function readOverview(): Promise<Overview> {
  return read("api/overview");
}

function accountPath(daemon: string, account: string): string {
  return `api/daemons/${encodeURIComponent(daemon)}/accounts/${encodeURIComponent(account)}`;
}

export function readDay(daemon: string, account: string): Promise<Day> {
  return read(`${accountPath(daemon, account)}/day?day=today`);
}

export async function readTimelines(daemon: string, account: string): Promise<Timeline[]> {
  const answer = await read<{ timelines: Timeline[] }>(
    `${accountPath(daemon, account)}/timelines?count=10`,
  );
  return answer.timelines;
}

export async function readLog(daemon: string, account: string): Promise<LogRecord[]> {
  const query = new URLSearchParams({ account, count: "50" });
  const answer = await read<{ records: LogRecord[] }>(
    `api/daemons/${encodeURIComponent(daemon)}/log?${query}`,
  );
  return answer.records;
}

export async function readAlarms(): Promise<Alarm[]> {
  return (await read<{ alarms: Alarm[] }>("api/alarms?count=100")).alarms;
}
