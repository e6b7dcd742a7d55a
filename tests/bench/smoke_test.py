#!/usr/bin/env python3
"""Runs the benchmarks as briefly as they can run: they work and print what they should.

No time is asserted: times say something on a quiet machine and in an optimized build only.
"""

import json
import os
import pathlib
import subprocess
import unittest

PROGRAM = pathlib.Path(os.environ["RISKD_BIN_DIR"]) / "riskbench"
BRIEFLY = ("--breaches", "4", "--breaches-under-load", "4", "--warm-up", "1")
THROUGHPUT = ("throughput", "--accounts", "1,3", "--events", "240")
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

    def test_refuses_what_it_does_not_know(self):
        for words in (["nonsense"], ["--breaches", "0"], ["latency", "--breaches", "0"],
                      ["--scene", "sleep"]):
            self.assertEqual(run(*words)[0], 64, words)


if __name__ == "__main__":
    unittest.main()
