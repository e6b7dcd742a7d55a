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
BRIEFLY = ("latency", "--breaches", "4", "--warm-up", "1",
           "throughput", "--accounts", "1,3", "--events", "240")
PERCENTILES = ("p50", "p99", "p99.9", "max")


def run(*words):
    """Returns the exit code and what was printed."""
    done = subprocess.run((PROGRAM, *words), capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


class Smoke(unittest.TestCase):
    def test_prints_both_tables(self):
        """R-F-16: the time from the event to the request is measured and shown."""
        code, text, errors = run(*BRIEFLY)
        self.assertEqual((code, errors), (0, ""), text)
        for line in ("riskbench latency", "cores ", "kernel ", "compiler ", "at the gateway ",
                     "inside ", "riskbench throughput", "  accounts    events "):
            self.assertIn("\n" + line, "\n" + text)
        self.assertNotIn("WRONG", text)

    def test_prints_one_json_object_each(self):
        code, text, errors = run("--json", *BRIEFLY)
        self.assertEqual((code, errors), (0, ""), text)
        latency, throughput = (json.loads(line) for line in text.splitlines())
        for part in ("at_gateway", "inside"):
            self.assertEqual(latency[part]["breaches"], 4)
            for name in PERCENTILES:
                self.assertGreater(latency[part][name]["riskd_ns"], 0)
                self.assertGreater(latency[part][name]["plain_ns"], 0)
        self.assertEqual([x["accounts"] for x in throughput["runs"]], [1, 3])
        self.assertEqual([x["lost_records"] for x in throughput["runs"]], [0, 0])
        self.assertEqual(throughput["runs"][0]["ratio_to_first"], 1)

    def test_refuses_what_it_does_not_know(self):
        self.assertEqual(run()[0], 64)
        self.assertEqual(run("latency", "--breaches", "0")[0], 64)


if __name__ == "__main__":
    unittest.main()
