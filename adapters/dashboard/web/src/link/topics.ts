import { Pace } from "../model/pace";

export type Topic = string;
type Listener = () => void;

/** A hidden page gets no frames, so a timer serves there: its title must still tell of locks. */
function beforeNextFrame(work: () => void): void {
  if (document.hidden) setTimeout(work, 100);
  else requestAnimationFrame(work);
}

/**
 * Tells listeners what changed, once for each frame however many messages came in it. News of the
 * market come without end: they leave the browser time for whoever uses the page.
 */
export class Topics {
  private readonly listeners = new Map<Topic, Set<Listener>>();
  private readonly waiting = new Set<Topic>();
  private readonly pace = new Pace();
  private readonly drawn = new MessageChannel();
  private isScheduled = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private begunMs = 0;

  constructor() {
    // Its turn comes after the frame: then style and layout are done as well.
    this.drawn.port1.onmessage = () => this.pace.drawn(this.begunMs, performance.now());
  }

  listen(topic: Topic, listener: Listener): () => void {
    let found = this.listeners.get(topic);
    if (!found) this.listeners.set(topic, (found = new Set()));
    found.add(listener);
    return () => this.leave(topic, listener);
  }

  publish(topic: Topic): void {
    this.waiting.add(topic);
    this.schedule();
  }

  /** What may wait for a moment if drawing takes long. */
  publishNews(topic: Topic): void {
    this.waiting.add(topic);
    if (this.isScheduled || this.timer !== undefined) return;
    const rest = this.pace.restMs(performance.now());
    if (rest > 0) this.timer = setTimeout(() => this.schedule(), rest);
    else this.schedule();
  }

  publishEverything(): void {
    for (const topic of this.listeners.keys()) this.publish(topic);
  }

  private leave(topic: Topic, listener: Listener): void {
    const found = this.listeners.get(topic);
    found?.delete(listener);
    if (found?.size === 0) this.listeners.delete(topic);
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.isScheduled) return;
    this.isScheduled = true;
    beforeNextFrame(() => this.flush());
  }

  private flush(): void {
    this.isScheduled = false;
    this.begunMs = performance.now();
    const told = new Set<Listener>();
    for (const topic of this.waiting)
      for (const listener of this.listeners.get(topic) ?? []) told.add(listener);
    this.waiting.clear();
    for (const listener of told) listener();
    this.drawn.port2.postMessage(null);
  }
}
