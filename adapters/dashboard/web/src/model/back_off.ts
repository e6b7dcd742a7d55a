export const firstDelayMs = 500;
export const longestDelayMs = 10_000;

/**
 * How long to wait before the next attempt. It varies by a quarter either way, so that many pages
 * do not come back to a restarted hub in the same moment.
 * @param attempt 0 for the first one after a connection was lost
 * @param random from 0 to 1
 */
export function delayBefore(attempt: number, random: number): number {
  const steady = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempt, 10));
  return Math.min(longestDelayMs, Math.round(steady * (0.75 + random / 2)));
}
