import type { Alarm } from "../contract/messages";

export function newestFirst(alarms: Iterable<Alarm>): Alarm[] {
  return [...alarms].sort((a, b) => b.id - a.id);
}

export function openCritical(alarms: Iterable<Alarm>): Alarm[] {
  return newestFirst(alarms).filter((each) => each.ended === null && each.severity === "critical");
}

/**
 * Critical alarms that are new since the one with the number `last`. What was there when the page
 * was opened (`last` is null) is shown and not read out.
 */
export function alarmsToAnnounce(alarms: readonly Alarm[], last: number | null): Alarm[] {
  if (last === null) return [];
  return openCritical(alarms).filter((each) => each.id > last);
}
