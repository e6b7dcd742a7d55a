/** So long the browser is left alone after a drawing, for each millisecond that it took. */
const restPerMs = 3;

/** However slow the browser is, what it shows is not older than that for this reason. */
const restMsMax = 100;

/** How often may be drawn what changes all the time: at most a quarter of the time goes into it. */
export class Pace {
  private nextMs = 0;

  drawn(begunMs: number, endedMs: number): void {
    this.nextMs = endedMs + Math.min(restMsMax, restPerMs * (endedMs - begunMs));
  }

  /** How long to wait before the next drawing. */
  restMs(nowMs: number): number {
    return Math.max(0, this.nextMs - nowMs);
  }
}
