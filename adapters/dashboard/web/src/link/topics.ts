export type Topic = string;
type Listener = () => void;

/**
 * Tells listeners what changed, once for each frame however many messages came in it. A hidden
 * page gets no frames, so a timer serves there: its title must still tell of locks.
 */
export class Topics {
  private readonly listeners = new Map<Topic, Set<Listener>>();
  private readonly waiting = new Set<Topic>();
  private isScheduled = false;

  listen(topic: Topic, listener: Listener): () => void {
    let found = this.listeners.get(topic);
    if (!found) this.listeners.set(topic, (found = new Set()));
    found.add(listener);
    return () => this.leave(topic, listener);
  }

  publish(topic: Topic): void {
    this.waiting.add(topic);
    if (this.isScheduled) return;
    this.isScheduled = true;
    if (document.hidden) setTimeout(() => this.flush(), 100);
    else requestAnimationFrame(() => this.flush());
  }

  publishEverything(): void {
    for (const topic of this.listeners.keys()) this.publish(topic);
  }

  private leave(topic: Topic, listener: Listener): void {
    const found = this.listeners.get(topic);
    found?.delete(listener);
    if (found?.size === 0) this.listeners.delete(topic);
  }

  private flush(): void {
    this.isScheduled = false;
    const told = new Set<Listener>();
    for (const topic of this.waiting)
      for (const listener of this.listeners.get(topic) ?? []) told.add(listener);
    this.waiting.clear();
    for (const listener of told) listener();
  }
}
