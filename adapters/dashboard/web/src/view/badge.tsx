import type { ShownAs } from "../contract/account";
import { badgeMeanings } from "../model/badge";
import { Icon } from "./icons";

export function Badge({ shown }: { shown: ShownAs }) {
  return (
    <span class={`badge is-${shown}`} title={badgeMeanings[shown]}>
      <Icon name={shown} />
      {shown}
    </span>
  );
}
