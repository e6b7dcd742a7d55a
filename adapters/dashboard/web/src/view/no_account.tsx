import { topic } from "../link/store";
import { useStore } from "../link/use";
import { DaemonWord } from "./daemon_word";

/** While no daemon has told of an account: what each of them does. */
export function NoAccount() {
  const { daemons } = useStore(topic.daemons).world;
  return (
    <section class="panel empty-state" aria-labelledby="empty-title">
      <h2 id="empty-title">No account yet</h2>
      <p>The hub shows an account as soon as a daemon tells of it. It waits for:</p>
      <ul>
        {[...daemons.values()].map(({ name, state, remark }) => (
          <li key={name}>
            <strong>{name}</strong> <DaemonWord state={state} />
            {remark && <span class="quiet"> {remark}</span>}
          </li>
        ))}
      </ul>
      <p>
        <a href="#/daemons">More about the daemons</a>
      </p>
    </section>
  );
}
