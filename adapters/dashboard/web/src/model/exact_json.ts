const textOrLongInteger = /"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

/**
 * Parses JSON; integers of 16 digits or more become text. As numbers they would change: those of
 * riskd's breaches have 19 digits, and people hand them to riskctl.
 */
export function parseExactly(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  return JSON.parse(text.replace(textOrLongInteger, (x) => (x.startsWith('"') ? x : `"${x}"`)));
}
