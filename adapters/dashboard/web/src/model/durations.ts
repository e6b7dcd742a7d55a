const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

function twoDigits(x: number): string {
  return x.toString().padStart(2, "0");
}

/** `4:07`, `2:04:07`, `5 d 3 h`: as the watch screen of riskctl writes them. */
export function countdownText(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds));
  if (left >= 100 * hour) return durationText(left);
  const tail = twoDigits(left % minute);
  if (left < hour) return `${Math.floor(left / minute)}:${tail}`;
  return `${Math.floor(left / hour)}:${twoDigits(Math.floor((left % hour) / minute))}:${tail}`;
}

function twoUnits(big: number, bigName: string, small: number, smallName: string): string {
  return small === 0 ? `${big} ${bigName}` : `${big} ${bigName} ${small} ${smallName}`;
}

export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole >= day)
    return twoUnits(Math.floor(whole / day), "d", Math.floor((whole % day) / hour), "h");
  if (whole >= hour)
    return twoUnits(Math.floor(whole / hour), "h", Math.floor((whole % hour) / minute), "min");
  if (whole >= minute) return twoUnits(Math.floor(whole / minute), "min", whole % minute, "s");
  return `${whole} s`;
}

/** Delays of an enforcement: `2.3 ms`, `1.2 s`. */
export function delayText(microseconds: number): string {
  if (microseconds < 1_000_000) return `${(microseconds / 1000).toFixed(1)} ms`;
  if (microseconds < 60_000_000) return `${(microseconds / 1_000_000).toFixed(1)} s`;
  return durationText(microseconds / 1_000_000);
}

/**
 * Seconds until a moment that a daemon told by its own clock, seen from the hub's clock.
 * @param nowMs the hub's clock
 */
export function secondsLeft(
  until: string,
  nowMs: number,
  clockOffsetSeconds: number | null,
): number {
  return (Date.parse(until) - (clockOffsetSeconds ?? 0) * 1000 - nowMs) / 1000;
}
