import { ApiError, logIn, loginReasonOf, logOut, probeSession, readOverview } from "./api";
import { LiveLink } from "./live_link";
import type { Store } from "./store";

function liveAddress(): string {
  const address = new URL("api/live", document.baseURI);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return address.toString();
}

async function hasSession(): Promise<boolean> {
  try {
    await probeSession();
    return true;
  } catch (problem) {
    if (problem instanceof ApiError && problem.status === 401) return false;
    throw problem;
  }
}

/** Login and live connection, and what they do to the store. */
export class Session {
  private readonly live: LiveLink;

  constructor(private readonly store: Store) {
    this.live = new LiveLink(
      {
        openSocket: () => new WebSocket(liveAddress()),
        hasSession,
        random: Math.random,
        now: Date.now,
      },
      {
        onMessage: (message) => {
          this.store.receive(message);
          if (message.type === "overview") this.store.setPhase("open");
        },
        onState: (state) => this.store.setLink(state),
        onSessionOver: () => this.store.askAgain(),
        onRefused: () => void this.readOnce(),
      },
    );
  }

  start(): void {
    this.live.start();
  }

  retryNow(): void {
    this.live.retryNow();
  }

  /** Whether the hub lets in; if it does not, the store has the reason. */
  async logIn(token: string): Promise<boolean> {
    this.store.setLoginReason("");
    try {
      await logIn(token);
    } catch (problem) {
      this.store.setLoginReason(loginReasonOf(problem));
      return false;
    }
    this.store.setPhase("asking");
    this.live.start();
    return true;
  }

  /** Also while the page is open: a link that is followed in its tab does not load it again. */
  async logInByLink(token: string): Promise<void> {
    this.live.stop();
    this.store.setPhase("asking");
    if (!(await this.logIn(token))) this.store.setPhase("login");
  }

  async logOut(): Promise<void> {
    await logOut();
    this.live.stop();
    // The end of the live connection may have come first.
    this.store.leave();
  }

  /** The hub knows this page no longer. */
  end(): void {
    this.live.stop();
    this.store.askAgain();
  }

  /** Where no live connection gets through, the page still shows what each attempt can read. */
  private async readOnce(): Promise<void> {
    try {
      this.store.receive({ type: "overview", ...(await readOverview()) });
      this.store.setPhase("open");
    } catch {
      // The link tries again and says why.
      return;
    }
  }
}
