import type { Message } from "../contract/messages";
import { delayBefore } from "../model/back_off";
import { parseExactly } from "../model/exact_json";

export type LinkState =
  | { name: "connecting" }
  | { name: "live" }
  | { name: "waiting"; retryAtMs: number; remark: string }
  | { name: "stopped" };

/** What the link needs from the browser; tests bring their own. */
export interface Surroundings {
  openSocket(): WebSocket;
  /** Resolves if there is a session; false if one must log in; rejects with a sentence. */
  hasSession(): Promise<boolean>;
  random(): number;
  now(): number;
}

export interface Listeners {
  onMessage(message: Message): void;
  onState(state: LinkState): void;
  onSessionOver(): void;
  /** The hub answers, but its live connection does not open: something between forbids it. */
  onRefused(): void;
}

const sessionOverCode = 4401;
const silenceMs = 12_000;

/** Keeps the live connection: opens it again for ever, and takes a silent one for dead. */
export class LiveLink {
  private socket: WebSocket | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private attempt = 0;
  private isStopped = true;

  constructor(
    private readonly around: Surroundings,
    private readonly told: Listeners,
  ) {}

  start(): void {
    this.isStopped = false;
    this.attempt = 0;
    void this.connect();
  }

  stop(): void {
    this.isStopped = true;
    this.drop();
    this.told.onState({ name: "stopped" });
  }

  /** Does not wait for the next attempt's time. */
  retryNow(): void {
    if (this.isStopped || this.socket) return;
    clearTimeout(this.timer);
    void this.connect();
  }

  private async connect(): Promise<void> {
    this.told.onState({ name: "connecting" });
    try {
      if (!(await this.around.hasSession())) {
        this.endSession();
        return;
      }
    } catch (problem) {
      this.retryLater(problem instanceof Error ? problem.message : String(problem));
      return;
    }
    if (!this.isStopped && !this.socket) this.open();
  }

  private open(): void {
    const socket = this.around.openSocket();
    let isOpen = false;
    this.socket = socket;
    this.watchForSilence();
    socket.onmessage = (frame) => {
      isOpen = true;
      this.receive(String(frame.data));
    };
    socket.onclose = (end) => {
      if (this.socket !== socket) return;
      this.drop();
      if (end.code === sessionOverCode) {
        this.endSession();
        return;
      }
      if (!isOpen) this.told.onRefused();
      this.retryLater(isOpen ? "" : "The hub answers, but it refuses the live connection.");
    };
  }

  private receive(text: string): void {
    let message: Message;
    try {
      message = parseExactly(text) as Message;
    } catch {
      this.drop();
      this.retryLater("The hub sent something that cannot be read.");
      return;
    }
    this.watchForSilence();
    if (message.type === "overview") {
      this.attempt = 0;
      this.told.onState({ name: "live" });
    }
    this.told.onMessage(message);
  }

  private watchForSilence(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.drop();
      this.retryLater("Nothing came from the hub for 12 s.");
    }, silenceMs);
  }

  private retryLater(remark: string): void {
    if (this.isStopped) return;
    const delay = delayBefore(this.attempt, this.around.random());
    this.attempt += 1;
    this.told.onState({ name: "waiting", retryAtMs: this.around.now() + delay, remark });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), delay);
  }

  private endSession(): void {
    this.isStopped = true;
    this.drop();
    this.told.onSessionOver();
  }

  private drop(): void {
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }
}
