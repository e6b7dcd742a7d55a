import assert from "node:assert/strict";
import { test } from "node:test";
import type { DayLimit, DayPoint } from "../../src/contract/day";
import {
  columnsOf,
  drawnRange,
  extremesOf,
  hourly,
  timeRange,
  withLatest,
} from "../../src/model/chart_data";
import { alarmsToAnnounce } from "../../src/model/alarms";
import { visibleRows } from "../../src/model/visible_rows";
import { alarm } from "./samples";

const points: DayPoint[] = [
  [1000, 0, -20],
  [2000, -100, null],
  [9000, -220, -40.5],
];

const limit: DayLimit = {
  rule: "RULE-003",
  label: "daily loss limit",
  measure: "total",
  value: -500,
};

test("a total that is not known is a gap", () => {
  assert.deepEqual(columnsOf(points)[2], [-20, null, -260.5]);
  assert.deepEqual(extremesOf(columnsOf(points))?.lowest, { seconds: 9000, total: -260.5 });
  assert.equal(extremesOf(columnsOf([])), null);
});

test("loss limits are always in view, targets far away and those of single positions are not", () => {
  const near = { ...limit, rule: "RULE-013", value: 900 };
  const far = { ...near, value: 5000 };
  const ofPosition: DayLimit = { ...limit, measure: "unrealized", value: -300 };
  const drawn = drawnRange(columnsOf(points), [limit, near, far, ofPosition]);
  assert.deepEqual(drawn.limits, [limit, near]);
  assert.deepEqual(drawn.leftOut, [far, ofPosition]);
  assert.ok(drawn.min < -500 && drawn.max > 900);
});

test("a chart without any result still has a height", () => {
  const drawn = drawnRange(columnsOf([[1000, 0, 0]]), []);
  assert.ok(drawn.max > drawn.min);
});

test("live results join the day at most once a second", () => {
  assert.equal(withLatest(points, [9002, -230, 0]).length, 4);
  assert.deepEqual(withLatest(points, [9000, -230, 0]).at(-1), [9000, -230, 0]);
  assert.deepEqual(withLatest(points, [8000, 1, 1]), points);
});

test("the table has the last point of each hour", () => {
  assert.deepEqual(
    hourly(points).map((each) => each[0]),
    [2000, 9000],
  );
});

test("only rows in the window or near it exist", () => {
  assert.deepEqual(visibleRows(1000, 50, 300, 800), { first: 0, end: 18 });
  assert.deepEqual(visibleRows(1000, 50, -10_000, 800), { first: 192, end: 224 });
  assert.deepEqual(visibleRows(5, 50, 300, 800), { first: 0, end: 5 });
});

test("only new critical alarms are read out, and none of those the page began with", () => {
  const alarms = [alarm({ id: 3 }), alarm({ id: 4, severity: "info" }), alarm({ id: 5 })];
  assert.deepEqual(alarmsToAnnounce(alarms, null), []);
  assert.deepEqual(
    alarmsToAnnounce(alarms, 3).map((each) => each.id),
    [5],
  );
});

test("a day that has just begun gets ten minutes, a longer one all of its time", () => {
  assert.deepEqual(timeRange(1000, 1000), [940, 1540]);
  assert.deepEqual(timeRange(1000, 1539), [940, 1540]);
  assert.deepEqual(timeRange(1000, 1540), [1000, 1540]);
  assert.deepEqual(timeRange(1000, 9000), [1000, 9000]);
});
