import assert from "node:assert/strict";
import { test } from "node:test";
import { countdownText, delayText, durationText, secondsLeft } from "../../src/model/durations";
import { noon } from "./samples";

test("a countdown counts whole seconds and never below zero", () => {
  assert.equal(countdownText(247), "4:07");
  assert.equal(countdownText(246.2), "4:07");
  assert.equal(countdownText(0), "0:00");
  assert.equal(countdownText(-5), "0:00");
  assert.equal(countdownText(3600), "1:00:00");
  assert.equal(countdownText(7447), "2:04:07");
  assert.equal(countdownText(100 * 3600 - 1), "99:59:59");
  assert.equal(countdownText(100 * 3600), "4 d 4 h");
});

test("durations have at most two units", () => {
  assert.equal(durationText(9.9), "9 s");
  assert.equal(durationText(60), "1 min");
  assert.equal(durationText(130), "2 min 10 s");
  assert.equal(durationText(7260), "2 h 1 min");
  assert.equal(durationText(90_000), "1 d 1 h");
});

test("delays are as precise as they matter", () => {
  assert.equal(delayText(0), "0.0 ms");
  assert.equal(delayText(2310), "2.3 ms");
  assert.equal(delayText(1_250_000), "1.3 s");
  assert.equal(delayText(75_000_000), "1 min 15 s");
});

test("time is left by the hub's clock, though the daemon's goes ahead", () => {
  const until = "2026-03-03T12:01:00.000000Z";
  assert.equal(secondsLeft(until, noon, 0), 60);
  assert.equal(secondsLeft(until, noon, null), 60);
  assert.equal(secondsLeft(until, noon, 20), 40);
  assert.equal(secondsLeft(until, noon, -20), 80);
});
