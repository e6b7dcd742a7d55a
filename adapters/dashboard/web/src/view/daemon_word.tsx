import type { Daemon } from "../contract/daemon";
import { Icon, type IconName } from "./icons";

const states: Record<Daemon["state"], { icon: IconName; tone: string; words: string }> = {
  live: { icon: "ok", tone: "is-fine", words: "live" },
  silent: { icon: "silent", tone: "is-breach", words: "silent" },
  unreachable: { icon: "critical", tone: "is-breach", words: "riskd does not answer" },
  never: { icon: "starting", tone: "is-caution", words: "not seen yet" },
};

export function DaemonWord({ state }: { state: Daemon["state"] }) {
  const look = states[state];
  return (
    <span class={`daemon-word ${look.tone}`}>
      <Icon name={look.icon} /> {look.words}
    </span>
  );
}
