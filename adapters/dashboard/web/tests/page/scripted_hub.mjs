// A hub that speaks the contract with made-up data and does what a test tells it to.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { WebSocketServer } from "ws";
import { timeText } from "./made_up_accounts.mjs";
import { makeDay, makeLog, makeTimelines } from "./made_up_past.mjs";

const kinds = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

const policy = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

export class ScriptedHub {
  token = "correct horse battery staple";
  session = "s1";
  daemons = [];
  alarms = [];
  /** Paths that begin like one of these answer 503. */
  failing = [];
  /** Attempts that are refused with 429 first. */
  refusals = 0;
  port = 0;
  #folder;
  #server = null;
  #sockets = null;
  #ticking = null;

  constructor(folder) {
    this.#folder = folder;
  }

  get address() {
    return `http://127.0.0.1:${this.port}/`;
  }

  /** Begins, the second time on the same port as before. */
  async start() {
    this.#server = createServer((request, answer) => void this.#serve(request, answer));
    this.#sockets = new WebSocketServer({ noServer: true });
    this.#server.on("upgrade", (request, socket, head) => this.#upgrade(request, socket, head));
    await new Promise((resolve) => this.#server.listen(this.port, "127.0.0.1", resolve));
    this.port = this.#server.address().port;
    this.#ticking = setInterval(() => this.send({ type: "tick", now: timeText(Date.now()) }), 2000);
  }

  async stop() {
    clearInterval(this.#ticking);
    for (const each of this.#sockets.clients) each.terminate();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  send(message) {
    const text = JSON.stringify(message);
    for (const each of this.#sockets.clients) each.send(text);
  }

  endSessions() {
    this.session = `${this.session}+`;
    for (const each of this.#sockets.clients) each.close(4401);
  }

  daemon(name) {
    return this.daemons.find((each) => each.name === name);
  }

  account(daemon, name) {
    return this.daemon(daemon)?.accounts.find((each) => each.name === name);
  }

  changeAccount(daemon, name, part) {
    const account = this.account(daemon, name);
    Object.assign(account, part, { received: timeText(Date.now()) });
    this.send({ type: "account", daemon, account });
  }

  changeDaemon(name, part) {
    const { accounts, ...daemon } = Object.assign(this.daemon(name), part);
    this.send({ type: "daemon", daemon });
  }

  raise(alarm) {
    this.alarms = [alarm, ...this.alarms.filter((each) => each.id !== alarm.id)];
    this.send({ type: "alarm", alarm });
  }

  overview() {
    const hub = {
      name: "hub-1",
      version: "0.1.0",
      now: timeText(Date.now()),
      started: timeText(Date.now() - 3_600_000),
      silent_after_seconds: 5,
      local: false,
    };
    return { schema: 1, hub, daemons: this.daemons, alarms: this.alarms };
  }

  #isKnown(request) {
    return (
      (request.headers.cookie ?? "").includes(`session=${this.session};`) ||
      (request.headers.cookie ?? "").endsWith(`session=${this.session}`)
    );
  }

  #upgrade(request, socket, head) {
    if (request.url !== "/api/live" || !this.#isKnown(request)) {
      socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (client) =>
      client.send(JSON.stringify({ type: "overview", ...this.overview() })),
    );
  }

  async #serve(request, answer) {
    const { pathname, searchParams } = new URL(request.url, "http://hub");
    answer.setHeader("Content-Security-Policy", policy);
    if (!pathname.startsWith("/api/")) return this.#serveFile(pathname, answer);
    if (request.method !== "GET" && request.headers["x-requested-with"] !== "riskmon")
      return refuse(answer, 400, "bad_request", "The header X-Requested-With is missing.");
    if (pathname === "/api/session") return this.#serveSession(request, answer);
    if (!this.#isKnown(request)) return refuse(answer, 401, "unauthorized", "Log in first.");
    if (this.failing.some((each) => pathname.startsWith(each)))
      return refuse(answer, 503, "not_ready", "The daemon did not answer in time.");
    const body = this.#answerTo(pathname, searchParams);
    if (!body) return refuse(answer, 404, "not_found", "There is nothing here.");
    answer.setHeader("Content-Type", "application/json");
    answer.end(JSON.stringify(body));
  }

  #answerTo(pathname, query) {
    if (pathname === "/api/overview") return this.overview();
    if (pathname === "/api/alarms") return { schema: 1, alarms: this.alarms };
    const parts = pathname.split("/").map(decodeURIComponent);
    const [, , , daemon, , name, what] = parts;
    const isLog = parts[4] === "log";
    const account = this.account(daemon, isLog ? query.get("account") : name);
    if (!account) return null;
    if (isLog) return { schema: 1, records: makeLog(account, Date.now()) };
    if (what === "day") return makeDay(daemon, account, Date.now());
    return { schema: 1, timelines: makeTimelines(account) };
  }

  async #serveSession(request, answer) {
    if (request.method === "DELETE") {
      answer.setHeader("Set-Cookie", "session=; Max-Age=0; HttpOnly; SameSite=Strict; Path=/");
      return answer.writeHead(204).end();
    }
    let text = "";
    for await (const part of request) text += part;
    if (this.refusals > 0) {
      this.refusals -= 1;
      answer.setHeader("Retry-After", "30");
      return refuse(answer, 429, "too_many_attempts", "Too many attempts.");
    }
    if (JSON.parse(text).token !== this.token)
      return refuse(answer, 401, "unauthorized", "The token is wrong.");
    answer.setHeader("Set-Cookie", `session=${this.session}; HttpOnly; SameSite=Strict; Path=/`);
    return answer.writeHead(204).end();
  }

  async #serveFile(pathname, answer) {
    const path = normalize(pathname === "/" ? "/index.html" : pathname);
    try {
      const content = await readFile(join(this.#folder, path));
      answer.setHeader("Content-Type", kinds[extname(path)] ?? "application/octet-stream");
      answer.end(content);
    } catch {
      answer.writeHead(404).end();
    }
  }
}

function refuse(answer, status, code, message) {
  answer.writeHead(status, { "Content-Type": "application/json" });
  answer.end(JSON.stringify({ schema: 1, error: { code, message } }));
}
