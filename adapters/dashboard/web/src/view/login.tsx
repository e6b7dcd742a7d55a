import { useEffect, useRef, useState } from "preact/hooks";
import { topic } from "../link/store";
import { useShared, useStore } from "../link/use";

export function Login() {
  const { session } = useShared();
  const { loginReason: reason, isSessionOver } = useStore(topic.phase);
  const [token, setToken] = useState("");
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setBusy(true);
    if (await session.logIn(token.trim())) return;
    setBusy(false);
    field.current?.select();
  }

  return (
    <main class="centred" id="content">
      <form class="panel login" onSubmit={(event) => void submit(event)}>
        <h1>riskd</h1>
        {isSessionOver ? (
          <p role="alert">
            <strong>Your session is over.</strong> The hub was started anew, its token was changed,
            or the session was not used for long. Log in to go on where you were.
          </p>
        ) : (
          <p class="quiet">
            Accounts, limits and locks of all attached daemons. Nothing can be changed here.
          </p>
        )}
        <label for="token">Token of the hub</label>
        <input
          id="token"
          ref={field}
          type="password"
          autoComplete="current-password"
          spellcheck={false}
          required
          value={token}
          onInput={(event) => setToken(event.currentTarget.value)}
          aria-describedby="login-reason"
          aria-invalid={reason !== ""}
        />
        <p id="login-reason" class="login-reason" role="alert">
          {reason}
        </p>
        <button type="submit" class="main-button" disabled={isBusy || token.trim() === ""}>
          {isBusy ? "Logging in…" : "Log in"}
        </button>
      </form>
    </main>
  );
}
