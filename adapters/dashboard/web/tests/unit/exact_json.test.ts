import assert from "node:assert/strict";
import { test } from "node:test";
import { parseExactly } from "../../src/model/exact_json";

test("integers that would change become text, and nothing else does", () => {
  const rows: [string, unknown][] = [
    ["7353677096734584833", "7353677096734584833"],
    ["-7353677096734584833", "-7353677096734584833"],
    ["1234567890123456", "1234567890123456"],
    ["123456789012345", 123_456_789_012_345],
    ["1234567890123456.5", 1_234_567_890_123_456.5],
    ["0.1234567890123456", 0.123_456_789_012_345_6],
    ['"12345678901234567"', "12345678901234567"],
    ['"\\"12345678901234567, "', '"12345678901234567, '],
    ['{"1234567890123456789":[1234567890123456789,1]}', {
      "1234567890123456789": ["1234567890123456789", 1],
    }],
  ];
  for (const [text, found] of rows) assert.deepEqual(parseExactly(text), found, text);
});

test("what is no JSON fails", () => {
  for (const text of ["{", "", "1234567890123456789,", '"1234567890123456789'])
    assert.throws(() => parseExactly(text), SyntaxError, text);
});
