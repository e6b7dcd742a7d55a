/** A word of the protocol, for people: `position_not_found` is `position not found`. */
export function plainWords(word: string): string {
  return word.replace(/_/g, " ");
}

/** `1 command`, `2 commands` */
export function counted(count: number, thing: string): string {
  return `${count.toLocaleString("en-US")} ${thing}${count === 1 ? "" : "s"}`;
}
