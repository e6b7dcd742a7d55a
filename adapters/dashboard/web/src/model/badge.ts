import type { Account, ShownAs } from "../contract/account";
import type { Daemon } from "../contract/daemon";

/** The worst first: the one badge of an account is the first that fits. */
export const badgesByPrecedence: readonly ShownAs[] = [
  "silent",
  "unprotected",
  "locked",
  "degraded",
  "starting",
  "shadow",
  "protected",
];

export const badgeMeanings: Record<ShownAs, string> = {
  silent: "nothing is heard of this account now; its last known state is shown",
  unprotected: "nobody is known to guard the account as configured",
  locked: "the account is kept shut; whatever is opened is closed",
  degraded: "guarded, but something does not work as it should",
  starting: "not compared with the broker yet",
  shadow: "rules are judged, commands are recorded and not sent",
  protected: "everything works and was compared with the broker",
};

function badgeOfState(account: Account): ShownAs {
  if (account.state === "UNPROTECTED") return "unprotected";
  if (account.locked) return "locked";
  switch (account.state) {
    case "PROTECTED":
      return "protected";
    case "SHADOW":
      return "shadow";
    case "STARTING":
      return "starting";
    default:
      return "degraded";
  }
}

/**
 * The hub says which badge an account has. A daemon that is not live changes it at once, even if
 * the account's own update has not come yet: nobody is known to guard the accounts of a riskd that
 * does not answer its agent. A word that is not known is worked out anew.
 */
export function badgeOf(account: Account, daemon: Daemon | undefined): ShownAs {
  if (daemon?.state === "unreachable") return "unprotected";
  if (daemon?.state !== "live") return "silent";
  return badgesByPrecedence.includes(account.shown_as) ? account.shown_as : badgeOfState(account);
}

export function rankOf(badge: ShownAs): number {
  return badgesByPrecedence.indexOf(badge);
}
