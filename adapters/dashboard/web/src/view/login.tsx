import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../link/api";
import { useShared } from "../link/use";

function reasonOf(problem: unknown): string {
  if (!(problem instanceof ApiError)) return "The login failed. Reload the page and try again.";
  if (problem.status === 401)
    return "That token is not the one of this hub. Check that it was copied whole.";
  if (problem.status === 429) {
    const wait = problem.retryAfterSeconds;
    return `Too many attempts. Try again ${wait ? `in ${wait} s` : "later"}.`;
  }
  return problem.message;
}

export function Login() {
  const { session } = useShared();
  const [token, setToken] = useState("");
  const [reason, setReason] = useState("");
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setReason("");
    try {
      await session.logIn(token.trim());
    } catch (problem) {
      setReason(reasonOf(problem));
      setBusy(false);
      field.current?.select();
    }
  }

  return (
    <main class="centred" id="content">
      <form class="panel login" onSubmit={(event) => void submit(event)}>
        <h1>riskd</h1>
        <p class="quiet">
          Accounts, limits and locks of all attached daemons. Nothing can be changed here.
        </p>
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
