import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, plainWords } from "../../src/model/words";

test("words of the protocol become words", () => {
  assert.equal(plainWords("position_not_found"), "position not found");
  assert.equal(plainWords("accepted"), "accepted");
});

test("one thing is not several", () => {
  assert.deepEqual(
    [0, 1, 2, 1500].map((x) => counted(x, "command")),
    ["0 commands", "1 command", "2 commands", "1,500 commands"],
  );
});
