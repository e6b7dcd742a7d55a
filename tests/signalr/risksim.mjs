// Starts the real risksim program and talks to its REST and control ports.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const program = process.env.RISKSIM;
if (!program) throw new Error("RISKSIM must name the risksim program");

export const accountId = 26282001;
export const otherAccountId = 26282002;

/** A market that moves only on request and a venue without latency. */
const still = [
  "--contract", "MNQ", "--start-price", "21500", "--quotes-per-second", "0",
  "--trades-per-second", "0", "--instant",
];

const users = [
  "--user", "trader:secret", "--user", "other:secret2",
  "--account", `trader:PRAC-V2-1:50000:${accountId}`,
  "--account", `other:PRAC-V2-2:50000:${otherAccountId}`,
];

async function call(url, method, body, token) {
  const headers = { "Content-Type": "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  const reply = await fetch(url, { method, headers, body: JSON.stringify(body) });
  const text = await reply.text();
  return { status: reply.status, text, body: text.startsWith("{") ? JSON.parse(text) : null };
}

export class Risksim {
  static async start(test, extra = []) {
    const child = spawn(program, [...users, ...still, ...extra], { stdio: ["ignore", "pipe", "inherit"] });
    const lines = createInterface({ input: child.stdout });
    const [line] = await Promise.race([
      once(lines, "line"),
      once(child, "exit").then(([code]) => { throw new Error(`risksim ended with code ${code}`); }),
    ]);
    const simulator = new Risksim(child, JSON.parse(line));
    test.after(() => simulator.stop());
    [simulator.contractId] = Object.keys((await simulator.state()).markets);
    return simulator;
  }

  constructor(child, ready) {
    this.child = child;
    this.ready = ready;
  }

  async stop() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    this.child.kill("SIGTERM");
    const [code] = await once(this.child, "exit");
    return code;
  }

  rest(path, body, token) {
    return call(this.ready.rest + path, "POST", body, token);
  }

  async login(userName = "trader", apiKey = "secret") {
    const reply = await this.rest("/api/Auth/loginKey", { userName, apiKey });
    if (!reply.body?.success) throw new Error(`login failed: ${reply.text}`);
    return reply.body.token;
  }

  /** A control call that must succeed. */
  async control(path, body = {}) {
    const reply = await call(this.ready.control + path, "POST", body);
    if (reply.status !== 200) throw new Error(`${path}: ${reply.text}`);
    return reply.body;
  }

  async state() {
    return (await fetch(`${this.ready.control}/control/state`)).json();
  }
}
