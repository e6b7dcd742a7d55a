import type { Lock, Time } from "../contract/account";
import { topic } from "../link/store";
import { useStore } from "../link/use";
import { countdownText, durationText, secondsLeft } from "../model/durations";
import { exactText, momentText } from "../model/moments";

export function Moment({ time }: { time: Time }) {
  const store = useStore(topic.preferences);
  return (
    <time dateTime={time} title={exactText(time)}>
      {momentText(time, store.now(), store.preferences.zone)}
    </time>
  );
}

/** How long ago that was, growing by the second. */
export function Age({ sinceMs }: { sinceMs: number }) {
  const store = useStore(topic.second);
  return <span class="number">{durationText((store.now() - sinceMs) / 1000)}</span>;
}

interface CountdownProps {
  until: Time;
  clockOffset: number | null;
  /** What stands there when the time has come and nothing was heard yet. */
  over: string;
}

export function Countdown({ until, clockOffset, over }: CountdownProps) {
  const store = useStore(topic.second);
  const left = secondsLeft(until, store.now(), clockOffset);
  return (
    <span class="number countdown" role="timer">
      {left > 0 ? countdownText(left) : over}
    </span>
  );
}

/** A lock ends by itself; one of a condition when the condition does. */
export function LockCountdown({ lock, clockOffset }: { lock: Lock; clockOffset: number | null }) {
  if (!lock.until) return <span class="countdown">open end</span>;
  return <Countdown until={lock.until} clockOffset={clockOffset} over="ending" />;
}
