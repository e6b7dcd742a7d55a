#!/usr/bin/env python3
"""Runs the benchmarks as briefly as they can run: they work and print what they should.

No time is asserted: times say something on a quiet machine and in an optimized build only.
"""

import decimal
import json
import os
import pathlib
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree

PROGRAM = pathlib.Path(os.environ["RISKD_BIN_DIR"]) / "riskbench"
BRIEFLY = ("--breaches", "4", "--breaches-under-load", "4", "--warm-up", "1")
THROUGHPUT = ("throughput", "--accounts", "1,3", "--events", "240")
POLLING = ("--peer", "poll", "--interval", "200ms,1s", "--paths", "1")
GUARDS = ("riskd", "polling every 200 ms", "polling every 1000 ms")
#: In dollars.
LIMIT = 250
#: As they follow each other in the JSON object.
PERCENTILES = ("p50", "p99", "p90", "p999", "max")
PREFIXES = ("", "lock_", "load_", "load_lock_")
SCENES = ("idle", "lock", "load", "load_lock")


def run(*words):
    """Returns the exit code and what was printed."""
    done = subprocess.run((PROGRAM, *words), capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def members_of(prefix):
    return [f"{prefix}{percentile}_{what}" for percentile in PERCENTILES
            for what in ("ratio", "floor_us", "riskd_us")]


class Smoke(unittest.TestCase):
    def check_ratios(self, found, prefix):
        for percentile in PERCENTILES:
            floor, riskd, ratio = (found[f"{prefix}{percentile}_{what}"]
                                   for what in ("floor_us", "riskd_us", "ratio"))
            self.assertGreater(floor, 0)
            self.assertGreater(riskd, 0)
            self.assertAlmostEqual(ratio, riskd / floor, delta=0.00051)

    def test_prints_tables_of_all_scenes(self):
        """R-F-16: the time from the event to the request is measured and shown."""
        code, text, errors = run("latency", *BRIEFLY)
        self.assertEqual((code, errors), (0, ""), text)
        for line in ("riskbench latency", "cores ", "kernel ", "compiler ", "idle, RULE-001 ",
                     "idle, RULE-007 ", "under load, RULE-001 ", "under load, RULE-007 ",
                     "raw loopback round trip, p50 of 16: "):
            self.assertIn("\n" + line, "\n" + text)
        for line in ("readable -> request written", "readable -> request received",
                     "read -> request written"):
            self.assertEqual(text.count(f"\n  frame {line}"), len(SCENES))
        self.assertNotIn("WRONG", text)

    def test_prints_one_json_object(self):
        code, text, errors = run("--json", *BRIEFLY)
        self.assertEqual((code, errors), (0, ""), text)
        self.assertEqual(text.count("\n"), 1)
        found = json.loads(text)
        self.check_flat_members(found)
        self.check_scenes(found["scenes"])
        self.assertEqual(found["complaints"], [])
        self.assertIn("kernel", found["machine"])

    def check_flat_members(self, found):
        flat = [name for prefix in PREFIXES for name in members_of(prefix)]
        self.assertEqual(list(found)[:len(flat) + 1], [*flat, "loopback_round_trip_us"])
        for prefix in PREFIXES:
            self.check_ratios(found, prefix)
            self.assertEqual(found[prefix + "breaches"], 4)
        self.assertGreater(found["loopback_round_trip_us"], 0)

    def check_scenes(self, scenes):
        self.assertEqual(tuple(scenes), SCENES)
        for scene in scenes.values():
            for distance in ("received", "inside"):
                self.assertEqual(list(scene[distance]), members_of(""))
                self.check_ratios(scene[distance], "")
        for name in ("load", "load_lock"):
            self.assertGreater(scenes[name]["quotes_per_second"], 0)
            self.assertGreater(scenes[name]["account_events_per_second"], 0)

    def test_measures_the_scenes_that_are_named(self):
        code, text, errors = run("--json", "--scene", "lock", *BRIEFLY)
        self.assertEqual((code, errors), (0, ""), text)
        self.assertEqual(next(iter(json.loads(text))), "lock_p50_ratio")

    def test_measures_throughput(self):
        code, text, errors = run(*THROUGHPUT)
        self.assertEqual((code, errors), (0, ""), text)
        self.assertIn("\n  accounts    events ", text)
        self.assertNotIn("WRONG", text)

    def test_prints_an_object_for_each_subcommand(self):
        code, text, errors = run("--json", "--scene", "idle", *BRIEFLY, "latency", *THROUGHPUT)
        self.assertEqual((code, errors), (0, ""), text)
        latency, throughput = (json.loads(line) for line in text.splitlines())
        self.assertEqual(latency["breaches"], 4)
        self.assertEqual([x["accounts"] for x in throughput["runs"]], [1, 3])
        self.assertEqual([x["lost_records"] for x in throughput["runs"]], [0, 0])
        self.assertEqual(throughput["runs"][0]["ratio_to_first"], 1)

    def test_prints_a_table_of_riskd_and_polling(self):
        code, text, errors = run(*POLLING)
        self.assertEqual((code, errors), (0, ""), text)
        self.assertTrue(text.startswith("riskbench --peer poll\n"), text)
        for guard in GUARDS:
            self.assertEqual(text.count(f"\n  {guard} "), 2, text)
        for title in ("time to flat, ms", "lost beyond the limit, $"):
            self.assertIn("\n" + title, text)
        self.assertNotIn("WRONG", text)

    def test_compares_riskd_with_polling(self):
        with tempfile.TemporaryDirectory() as directory:
            drawing = pathlib.Path(directory) / "polling.svg"
            code, text, errors = run("--json", "--plot", str(drawing), *POLLING)
            self.assertEqual((code, errors), (0, ""), text)
            self.check_drawing(xml.etree.ElementTree.parse(drawing).getroot())
        self.assertEqual(text.count("\n"), 1)
        found = json.loads(text)
        self.assertEqual((found["benchmark"], found["paths"], found["limit"], found["complaints"]),
                         ("polling", 1, f"-{LIMIT}.00", []))
        self.assertEqual(tuple(x["name"] for x in found["guards"]), GUARDS)
        self.assertEqual([x.get("interval_ms") for x in found["guards"]], [None, 200, 1000])
        for guard in found["guards"]:
            self.check_guard(guard)

    def check_guard(self, guard):
        self.assertEqual(len(guard["paths"]), 1)
        for path in guard["paths"]:
            self.assertGreater(path["flat_ms"], 0)
            beyond = max(0, decimal.Decimal(path["lost"]) - LIMIT)
            self.assertEqual(decimal.Decimal(path["beyond"]), beyond)
        for percentile in ("p50", "p90", "p99", "max"):
            self.assertEqual(guard[f"flat_{percentile}_ms"], guard["paths"][0]["flat_ms"])
            self.assertEqual(guard[f"beyond_{percentile}"], guard["paths"][0]["beyond"])

    def check_drawing(self, drawing):
        namespace = "{http://www.w3.org/2000/svg}"
        self.assertEqual(drawing.tag, namespace + "svg")
        self.assertEqual(len(drawing.findall(namespace + "path")), 2 * len(GUARDS))
        texts = [x.text for x in drawing.findall(namespace + "text")]
        for guard in GUARDS:
            self.assertIn(guard, texts)

    def test_refuses_intervals_without_sense(self):
        for text in ("500", "ms", "", "0.5s", "-500ms", "+500ms", "500 ms", "500us", "1m", "49ms",
                     "61s", "60001ms", "0s", "5e2ms", "500msx", "500ms,oops", "4294967396ms"):
            self.assertEqual(run("--peer", "poll", "--interval", text)[0], 64, text)

    def test_refuses_what_it_does_not_know(self):
        for words in (["nonsense"], ["--breaches", "0"], ["latency", "--breaches", "0"],
                      ["--scene", "sleep"], ["--peer", "robot"], ["--interval", "500ms"],
                      ["--paths", "3"], ["--peer", "poll", "--paths", "0"],
                      ["--peer", "poll", "--plot", "/nowhere/polling.svg"]):
            self.assertEqual(run(*words)[0], 64, words)


if __name__ == "__main__":
    unittest.main()
