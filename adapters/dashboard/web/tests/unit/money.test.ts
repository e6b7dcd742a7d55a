import assert from "node:assert/strict";
import { test } from "node:test";
import {
  formatMoney,
  formatResult,
  formatUnits,
  parseMoney,
  sumOf,
  toneOf,
} from "../../src/model/money";

test("amounts keep every digit", () => {
  assert.equal(parseMoney("-412.50"), -4_125_000n);
  assert.equal(parseMoney("0.0001"), 1n);
  assert.equal(parseMoney("922337203685477.5807"), 9_223_372_036_854_775_807n);
  assert.equal(formatUnits(9_223_372_036_854_775_807n), "922,337,203,685,477.5807");
});

test("what is no amount is none", () => {
  for (const text of [null, "", "-", "1e3", "1.23456", "NaN", " 1.00", "1,000.00"])
    assert.equal(parseMoney(text), null);
});

test("sums do not drift as floating point does", () => {
  assert.equal(sumOf(["0.10", "0.20"]), 3000n);
  assert.equal(sumOf(Array.from({ length: 1000 }, () => "0.01")), 100_000n);
  assert.equal(sumOf(["5.00", null, "-5.00"]), 0n);
});

test("amounts are grouped and have a true minus", () => {
  assert.equal(formatMoney("-1234567.50"), "\u22121,234,567.50");
  assert.equal(formatMoney("999.00"), "999.00");
  assert.equal(formatMoney("1000.1250"), "1,000.1250");
  assert.equal(formatMoney("-0.05"), "\u22120.05");
  assert.equal(formatMoney("50000"), "50,000.00");
});

test("what cannot be read is shown as it came", () => {
  assert.equal(formatMoney("many"), "many");
  assert.equal(formatMoney(null), "–");
});

test("results have their sign", () => {
  assert.equal(formatResult("12.00"), "+12.00");
  assert.equal(formatResult("-12.00"), "\u221212.00");
  assert.equal(formatResult("0.00"), "0.00");
  assert.deepEqual(["0.01", "-0.01", "0.00", null].map(toneOf), ["gain", "loss", "even", "even"]);
});
