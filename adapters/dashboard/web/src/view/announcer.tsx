import { topic } from "../link/store";
import { useStore } from "../link/use";

/** Reads new critical alarms out; sighted people see them in the strip above the accounts. */
export function Announcer() {
  const { announced } = useStore(topic.alarms);
  return (
    <div class="unseen" id="announcer" aria-live="assertive" aria-relevant="additions">
      {announced.map((each) => (
        <p key={each.id}>Critical alarm. {each.text}</p>
      ))}
    </div>
  );
}
