// Amounts are decimal text and stay exact: they are counted in units of 1e-4 dollars, as in riskd.

export type Units = bigint;

const unitsPerDollar = 10_000n;
const minus = "\u2212";
const pattern = /^(-?)(\d+)(?:\.(\d{1,4}))?$/;

export function parseMoney(text: string | null): Units | null {
  const found = text === null ? null : pattern.exec(text);
  if (!found) return null;
  const fraction = (found[3] ?? "").padEnd(4, "0");
  const units = BigInt(found[2]!) * unitsPerDollar + BigInt(fraction);
  return found[1] === "-" ? -units : units;
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Cents, and more digits only where the amount has them. */
export function formatUnits(units: Units): string {
  const size = units < 0n ? -units : units;
  const fraction = (size % unitsPerDollar).toString().padStart(4, "0");
  const shown = fraction.endsWith("00") ? fraction.slice(0, 2) : fraction;
  return `${units < 0n ? minus : ""}${grouped((size / unitsPerDollar).toString())}.${shown}`;
}

/** Text that is no amount is shown as it came, because hiding it would hide a fault. */
export function formatMoney(text: string | null): string {
  const units = parseMoney(text);
  return units === null ? (text ?? "–") : formatUnits(units);
}

/** With a plus sign, for results. */
export function formatResult(text: string | null): string {
  const units = parseMoney(text);
  return units !== null && units > 0n ? `+${formatUnits(units)}` : formatMoney(text);
}

export type Tone = "gain" | "loss" | "even";

export function toneOf(text: string | null): Tone {
  const units = parseMoney(text);
  if (units === null || units === 0n) return "even";
  return units > 0n ? "gain" : "loss";
}

export function sumOf(texts: Iterable<string | null>): Units {
  let sum = 0n;
  for (const each of texts) sum += parseMoney(each) ?? 0n;
  return sum;
}
