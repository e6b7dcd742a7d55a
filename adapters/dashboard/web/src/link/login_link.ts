import { tokenOf } from "../model/login_link";

/**
 * The token of the address, null if it has none. It is taken out of the address and the history,
 * where others could read it later.
 */
export function takeToken(): string | null {
  const token = tokenOf(location.hash);
  if (token === null) return null;
  history.replaceState(history.state, "", location.pathname + location.search);
  return token || null;
}
