import assert from "node:assert/strict";
import { test } from "node:test";
import type { Message } from "../../src/contract/messages";
import { LiveLink } from "../../src/link/live_link";
import { overview } from "./samples";

class Socket {
  onmessage: ((frame: { data: string }) => void) | null = null;
  onclose: ((end: { code: number }) => void) | null = null;
  isClosed = false;
  close(): void {
    this.isClosed = true;
  }
}

function linkWith(answer: () => Promise<boolean>) {
  const sockets: Socket[] = [];
  const seen: string[] = [];
  const messages: Message[] = [];
  const link = new LiveLink(
    {
      openSocket: () => {
        sockets.push(new Socket());
        return sockets[sockets.length - 1] as unknown as WebSocket;
      },
      hasSession: answer,
      random: () => 0.5,
      now: () => 0,
    },
    {
      onMessage: (message) => messages.push(message),
      onState: (state) => seen.push(state.name),
      onSessionOver: () => seen.push("session over"),
      onRefused: () => seen.push("refused"),
    },
  );
  return { link, sockets, seen, messages };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("the link is live with the first overview", async () => {
  const { link, sockets, seen, messages } = linkWith(() => Promise.resolve(true));
  link.start();
  await settled();
  sockets[0]!.onmessage!({ data: JSON.stringify(overview([])) });
  assert.deepEqual(seen, ["connecting", "live"]);
  assert.equal(messages[0]?.type, "overview");
  link.stop();
});

test("without a session it does not knock again", async () => {
  const { link, sockets, seen } = linkWith(() => Promise.resolve(false));
  link.start();
  await settled();
  assert.deepEqual(seen, ["connecting", "session over"]);
  assert.equal(sockets.length, 0);
});

test("code 4401 means to log in again", async () => {
  const { link, sockets, seen } = linkWith(() => Promise.resolve(true));
  link.start();
  await settled();
  sockets[0]!.onclose!({ code: 4401 });
  assert.deepEqual(seen, ["connecting", "session over"]);
});

test("a lost connection is opened again, and each loss waits", async () => {
  const { link, sockets, seen } = linkWith(() => Promise.resolve(true));
  link.start();
  await settled();
  sockets[0]!.onmessage!({ data: JSON.stringify(overview([])) });
  sockets[0]!.onclose!({ code: 1006 });
  assert.equal(seen.at(-1), "waiting");
  link.retryNow();
  await settled();
  assert.equal(sockets.length, 2);
  sockets[1]!.onclose!({ code: 1006 });
  assert.deepEqual(seen.slice(-2), ["refused", "waiting"]);
  link.stop();
});

test("what cannot be read ends the connection, not the page", async () => {
  const { link, sockets, seen } = linkWith(() => Promise.resolve(true));
  link.start();
  await settled();
  sockets[0]!.onmessage!({ data: "{" });
  assert.equal(seen.at(-1), "waiting");
  assert.ok(sockets[0]!.isClosed);
  link.stop();
});

test("a hub that does not answer is asked again", async () => {
  const { link, seen } = linkWith(() => Promise.reject(new Error("no answer")));
  link.start();
  await settled();
  assert.deepEqual(seen, ["connecting", "waiting"]);
  link.stop();
});
