import assert from "node:assert/strict";
import { test } from "node:test";
import { delayBefore, firstDelayMs, longestDelayMs } from "../../src/model/back_off";

test("the delay doubles from half a second to ten", () => {
  const steady = [0, 1, 2, 3, 4, 5, 6].map((attempt) => delayBefore(attempt, 0.5));
  assert.deepEqual(steady, [500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  assert.equal(delayBefore(1000, 0.5), longestDelayMs);
});

test("chance moves it by a quarter at most, and never beyond the longest", () => {
  assert.equal(delayBefore(0, 0), firstDelayMs * 0.75);
  assert.equal(delayBefore(0, 1), firstDelayMs * 1.25);
  assert.equal(delayBefore(9, 1), longestDelayMs);
});
