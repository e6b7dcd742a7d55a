#!/usr/bin/env python3
"""Runs each benchmark of a part as briefly as it can run: all are there, and none is wrong.

No time is asserted: times say something on a quiet machine and in an optimized build only.
"""

import os
import pathlib
import re
import subprocess
import unittest

PROGRAM = pathlib.Path(os.environ["RISKD_BIN_DIR"]) / "riskbench_parts"
UNIT = "unit/map_insert"
RULES = [f"judge/RULE-{number:03}/{outcome}"
         for number in range(1, 14) for outcome in ("keeps", "breaks")]
EXPECTED = [
    UNIT,
    "parse/order", "parse/position", "parse/trade", "parse/account", "parse/quote",
    "fold/order", "fold/position", "fold/trade", "fold/account", "fold/quote",
    *RULES, "judge/all/keeps",
    "arbitrate/breaches_1", "arbitrate/breaches_3", "arbitrate/breaches_6",
    "locks/insert", "locks/look_up", "locks/expire",
    "journal/hand_over", "journal/commit_of_1", "journal/commit_of_512",
    "hop/send/one_thread", "hop/request/one_thread",
    "hop/send/two_threads", "hop/request/two_threads",
    "start/account",
]
RATIO = re.compile(r"(\S+) +(\d+\.\d\d)")


def run(*words):
    """Returns the exit code and what was printed."""
    done = subprocess.run((PROGRAM, *words), capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def ratios_in(text):
    """Returns names and ratios in the order of the last table."""
    table = text.partition("\nTimes of this run as ratios to that of ")[2]
    return [match.groups() for line in table.splitlines() if (match := RATIO.fullmatch(line))]


class Parts(unittest.TestCase):
    def test_measures_every_part(self):
        code, text, errors = run("--benchmark_min_time=0.001")
        self.assertEqual(code, 0, text + errors)
        self.assertNotIn("ERROR OCCURRED", text)
        ratios = ratios_in(text)
        self.assertEqual([name for name, _ in ratios], EXPECTED)
        self.assertEqual(dict(ratios)[UNIT], "1.00")

    def test_needs_the_unit_for_ratios(self):
        code, text, errors = run("--benchmark_min_time=0.001", "--benchmark_filter=^locks/insert$")
        self.assertEqual(code, 0, text + errors)
        self.assertEqual(ratios_in(text), [])
        self.assertIn(f"No ratios: {UNIT} did not run.", text)

    def test_fails_if_nothing_ran(self):
        self.assertEqual(run("--benchmark_filter=^nothing$")[0], 1)
        self.assertEqual(run("--unknown")[0], 64)


if __name__ == "__main__":
    unittest.main()
