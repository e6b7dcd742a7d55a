const link = /^#token=(.*)$/;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The token in an address that ends with `#token=TOKEN`; may be empty. Null in another one. */
export function tokenOf(hash: string): string | null {
  const found = link.exec(hash);
  return found ? decoded(found[1]!).trim() : null;
}
