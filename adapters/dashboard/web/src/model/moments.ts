import type { Time } from "../contract/account";

export type Zone = "local" | "utc";

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs far more than using it. */
function format(
  zone: Zone,
  name: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${zone} ${name}`;
  let found = formats.get(key);
  if (!found) {
    const timeZone = zone === "utc" ? "UTC" : undefined;
    found = new Intl.DateTimeFormat("en-GB", { ...options, timeZone, hourCycle: "h23" });
    formats.set(key, found);
  }
  return found;
}

/** `14:03:22` */
export function clockText(ms: number, zone: Zone): string {
  return format(zone, "clock", { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(
    ms,
  );
}

/** `14:03` */
export function minuteText(ms: number, zone: Zone): string {
  return format(zone, "minute", { hour: "2-digit", minute: "2-digit" }).format(ms);
}

/** `3 Mar` */
export function dateText(ms: number, zone: Zone): string {
  return format(zone, "date", { day: "numeric", month: "short" }).format(ms);
}

/** The time, with the date if that is not today's. */
export function momentText(time: Time, nowMs: number, zone: Zone): string {
  const ms = Date.parse(time);
  if (Number.isNaN(ms)) return time;
  const date = dateText(ms, zone);
  const clock = clockText(ms, zone);
  return date === dateText(nowMs, zone) ? clock : `${date} ${clock}`;
}

/** For titles: exact and beyond doubt. */
export function exactText(time: Time): string {
  return `${time.replace("T", " ").replace(/\.?0*Z$/, "")} UTC`;
}
