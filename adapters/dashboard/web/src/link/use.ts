import { createContext } from "preact";
import { useContext, useEffect, useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";
import type { AccountKey } from "../model/key";
import type { Entry } from "../model/world";
import { ApiError } from "./api";
import type { Session } from "./session";
import { topic, type Store } from "./store";
import type { Topic } from "./topics";

export interface Shared {
  store: Store;
  session: Session;
}

export const SharedContext = createContext<Shared | null>(null);

export function useShared(): Shared {
  const shared = useContext(SharedContext);
  if (!shared) throw new Error("nothing is shared here");
  return shared;
}

/** The store; whoever uses it is drawn anew when one of the topics is published. */
export function useStore(...topics: Topic[]): Store {
  const { store } = useShared();
  const [, redraw] = useReducer((x: number) => x + 1, 0);
  useLayoutEffect(() => {
    const leave = topics.map((each) => store.topics.listen(each, () => redraw(undefined)));
    return () => leave.forEach((each) => each());
  }, [store, ...topics]);
  return store;
}

/** What `select` makes of the store; whoever uses it is drawn anew only when that is another. */
export function useSelected<T>(select: (store: Store) => T, ...topics: Topic[]): T {
  const { store } = useShared();
  const [, redraw] = useReducer((x: number) => x + 1, 0);
  const newest = useRef<T>();
  const selected = (newest.current = select(store));
  useLayoutEffect(() => {
    const look = () => {
      if (select(store) !== newest.current) redraw(undefined);
    };
    const leave = topics.map((each) => store.topics.listen(each, look));
    return () => leave.forEach((each) => each());
  }, [store, ...topics]);
  return selected;
}

export function useEntry(key: AccountKey): Entry | undefined {
  return useStore(topic.account(key)).world.accounts.get(key);
}

export type Fetched<T> =
  | { name: "loading"; last: T | null }
  | { name: "ready"; last: T }
  | { name: "failed"; last: T | null; sentence: string };

/** `value` once it has stayed the same for so long, also at the start; what it was before until then. */
export function useSettled<T>(value: T, afterMs: number): T | undefined {
  const [settled, settle] = useState<T | undefined>(undefined);
  useEffect(() => {
    const timer = setTimeout(() => settle(value), afterMs);
    return () => clearTimeout(timer);
  }, [value, afterMs]);
  return settled;
}

/** Reads again when `version` changes; what was read before stays until then. */
export function useFetched<T>(load: () => Promise<T>, version: string): [Fetched<T>, () => void] {
  const { session } = useShared();
  const [state, setState] = useState<Fetched<T>>({ name: "loading", last: null });
  const [again, repeat] = useReducer((x: number) => x + 1, 0);
  const newest = useRef(0);
  useEffect(() => {
    const mine = (newest.current += 1);
    const isCurrent = () => mine === newest.current;
    setState((before) => ({ name: "loading", last: before.last }));
    load().then(
      (data) => isCurrent() && setState({ name: "ready", last: data }),
      (problem: unknown) => {
        if (!isCurrent()) return;
        if (problem instanceof ApiError && problem.status === 401) session.end();
        const sentence = problem instanceof Error ? problem.message : String(problem);
        setState((before) => ({ name: "failed", last: before.last, sentence }));
      },
    );
    return () => {
      newest.current += 1;
    };
  }, [version, again]);
  return [state, () => repeat(undefined)];
}
