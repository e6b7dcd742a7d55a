import assert from "node:assert/strict";
import { test } from "node:test";
import { Pace } from "../../src/model/pace";

test("a browser that draws fast rests for three times as long", () => {
  const pace = new Pace();
  assert.equal(pace.restMs(0), 0);
  pace.drawn(1000, 1004);
  assert.equal(pace.restMs(1004), 12);
  assert.equal(pace.restMs(1010), 6);
  assert.equal(pace.restMs(1016), 0);
  assert.equal(pace.restMs(5000), 0);
});

test("a slow browser does not rest for longer than a tenth of a second", () => {
  const pace = new Pace();
  pace.drawn(1000, 1400);
  assert.equal(pace.restMs(1400), 100);
  pace.drawn(2000, 2001);
  assert.equal(pace.restMs(2001), 3);
});
