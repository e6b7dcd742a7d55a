import type { Alarm, Message } from "../contract/messages";
import { defaultView, type ListView } from "../model/listing";
import { alarmsToAnnounce } from "../model/alarms";
import { countsOf, type Counts } from "../model/counts";
import { emptyWorld, hubNow, take, type Changes, type World } from "../model/world";
import type { AccountKey } from "../model/key";
import type { LinkState } from "./live_link";
import {
  onSystemTheme,
  showTheme,
  storedPreferences,
  storePreferences,
  type Preferences,
} from "./preferences";
import { Topics } from "./topics";

/** `asking`: it is not known yet whether one must log in. */
export type Phase = "asking" | "login" | "open";

export const topic = {
  phase: "phase",
  link: "link",
  list: "list",
  view: "view",
  daemons: "daemons",
  alarms: "alarms",
  second: "second",
  preferences: "preferences",
  account: (key: AccountKey) => `account ${key}`,
};

/** More at once would be talked over anyway; the list of alarms has them all. */
const announcedAtMost = 3;

/** All that the page knows. Parts of the page listen to the topics that they show. */
export class Store {
  readonly topics = new Topics();
  readonly world: World = emptyWorld();
  phase: Phase = "asking";
  /** Why the latest login failed; empty if it did not. */
  loginReason = "";
  /** Whether the hub knows this page no longer, though nobody logged out. */
  isSessionOver = false;
  link: LinkState = { name: "connecting" };
  view: ListView = defaultView;
  preferences: Preferences = storedPreferences();
  /** The latest that a screen reader is to say. */
  announced: Alarm[] = [];
  /** By this computer's clock, of the latest message. */
  heardMs = Date.now();
  /** How often everything was told anew: what was read before may have gaps then. */
  overviews = 0;
  /** Where the list of accounts was left. */
  listScroll = 0;
  private lastAlarm: number | null = null;
  private counted: Counts | null = null;

  constructor() {
    showTheme(this.preferences.theme);
    onSystemTheme(() => this.prefer({}));
  }

  now(): number {
    return hubNow(this.world, Date.now());
  }

  /** Counted once for all who ask, until an account changes. */
  counts(): Counts {
    return (this.counted ??= countsOf(this.world.accounts.values()));
  }

  receive(message: Message): void {
    this.heardMs = Date.now();
    const changes = take(this.world, message, this.heardMs);
    if (changes.everything || changes.accounts.size > 0) this.counted = null;
    this.publish(changes);
    if (changes.everything) this.overviews += 1;
    this.announce(changes.everything ? [...this.world.alarms.values()] : changes.alarms);
  }

  setPhase(phase: Phase): void {
    if (this.phase === phase) return;
    this.phase = phase;
    this.topics.publish(topic.phase);
  }

  /** Asks for the token, and says why if the page was already open. */
  askAgain(): void {
    if (this.phase === "login") return;
    this.isSessionOver = this.phase === "open";
    this.setPhase("login");
  }

  /** Asks for the token of whoever comes next. */
  leave(): void {
    this.isSessionOver = false;
    this.phase = "login";
    this.topics.publish(topic.phase);
  }

  setLoginReason(reason: string): void {
    this.loginReason = reason;
    this.topics.publish(topic.phase);
  }

  setLink(state: LinkState): void {
    this.link = state;
    this.topics.publish(topic.link);
  }

  setView(part: Partial<ListView>): void {
    this.view = { ...this.view, ...part };
    this.topics.publish(topic.view);
  }

  prefer(part: Partial<Preferences>): void {
    this.preferences = { ...this.preferences, ...part };
    storePreferences(this.preferences);
    showTheme(this.preferences.theme);
    this.topics.publishEverything();
  }

  /** Ticks with the hub's clock, so that countdowns and its time change together. */
  beginTicking(): void {
    const tick = () => {
      this.topics.publish(topic.second);
      setTimeout(tick, 1000 - (((this.now() % 1000) + 1000) % 1000) + 5);
    };
    tick();
  }

  private publish(changes: Changes): void {
    if (changes.everything) {
      this.topics.publishEverything();
      return;
    }
    for (const key of changes.accounts) this.topics.publishNews(topic.account(key));
    if (changes.accounts.size > 0) this.topics.publishNews(topic.list);
    if (changes.daemons.size > 0) this.topics.publishNews(topic.daemons);
    if (changes.alarms.length > 0) this.topics.publish(topic.alarms);
  }

  private announce(alarms: Alarm[]): void {
    const fresh = alarmsToAnnounce(alarms, this.lastAlarm);
    this.lastAlarm = Math.max(this.lastAlarm ?? 0, ...alarms.map((each) => each.id));
    if (fresh.length === 0) return;
    this.announced = [...fresh, ...this.announced].slice(0, announcedAtMost);
    this.topics.publish(topic.alarms);
  }
}
