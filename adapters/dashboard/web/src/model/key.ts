/** Names an account among all daemons; fit for the address of its page. */
export type AccountKey = string;

export function keyOf(daemon: string, account: string): AccountKey {
  return `${encodeURIComponent(daemon)}/${encodeURIComponent(account)}`;
}

export function namesOf(key: AccountKey): { daemon: string; account: string } {
  const slash = key.indexOf("/");
  return {
    daemon: decodeURIComponent(key.slice(0, slash)),
    account: decodeURIComponent(key.slice(slash + 1)),
  };
}
