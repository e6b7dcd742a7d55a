import { keyOf, namesOf, type AccountKey } from "../model/key";

export type Route =
  | { page: "accounts" }
  | { page: "account"; key: AccountKey }
  | { page: "daemons" }
  | { page: "alarms" };

export function routeOf(hash: string): Route {
  const account = /^#\/account\/([^/]+\/[^/]*)$/.exec(hash);
  if (account) {
    try {
      const { daemon, account: name } = namesOf(account[1]!);
      return { page: "account", key: keyOf(daemon, name) };
    } catch {
      return { page: "accounts" };
    }
  }
  if (hash === "#/daemons") return { page: "daemons" };
  return hash === "#/alarms" ? { page: "alarms" } : { page: "accounts" };
}

export function accountAddress(key: AccountKey): string {
  return `#/account/${key}`;
}
