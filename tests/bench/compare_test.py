#!/usr/bin/env python3
"""A comparison of two builds: what it measures, says and shows.

Programs that print what they are told stand for those of a small repository, so that everything is
known beforehand. The real ones are compared with themselves, as briefly as they can run; no time is
asserted.
"""

import json
import os
import pathlib
import subprocess
import sys
import unittest

from compare_case import (HERE, LATENCY_LABELS, OPTIONS, Repository, latency_of, riskbench,
                          throughput_of)


class Verdicts(Repository):

    def setUp(self):
        super().setUp()
        self.base = self.commit(riskbench(latency_of((100, 200, 300))))

    def test_the_same_programs_show_no_difference(self):
        result, verdicts = self.found("HEAD", code=0)
        self.assertEqual(list(verdicts), [*LATENCY_LABELS, "judged/s", "processor us/event"])
        self.assertEqual(set(verdicts.values()), {"no difference shown"})
        self.assertEqual({line["rounds"] for line in result["measures"]}, {6})
        for name in ("ratio", "low", "high"):
            self.assertEqual({line[name] for line in result["measures"]}, {1})
        self.assertEqual((result["left_out"], result["failed"]), ([], []))

    def test_what_is_slower_is_said_and_told_by_the_exit_code(self):
        self.commit(riskbench(latency_of((150, 150, 300))))
        result, verdicts = self.found(self.base, code=1)
        self.assertEqual((verdicts["p50 us"], verdicts["p90 us"], verdicts["p99 us"]),
                         ("slower", "faster", "no difference shown"))
        line = result["measures"][0]
        self.assertEqual((line["base"], line["head"], line["ratio"], line["too_slow"]),
                         (100, 150, 1.5, True))

    def test_fewer_events_a_second_are_slower(self):
        self.commit(riskbench(latency_of((100, 200, 300)), throughput_of(500, 4000)))
        result, verdicts = self.found(self.base, code=1)
        self.assertEqual((verdicts["judged/s"], verdicts["processor us/event"]),
                         ("slower", "faster"))
        self.assertEqual([round(line["base"], 6) for line in result["measures"][-2:]], [1000, 5])

    def test_the_other_way_round_it_is_faster(self):
        slow = self.commit(riskbench(latency_of((150, 200, 300))))
        self.git("checkout", "--quiet", self.base)
        self.assertEqual(self.found(slow, code=0)[1]["p50 us"], "faster")

    def test_the_tolerance_allows_what_is_slower(self):
        self.commit(riskbench(latency_of((107, 200, 300))))
        self.assertEqual(self.found(self.base, code=1)[1]["p50 us"], "slower")
        result, verdicts = self.found(self.base, "--tolerance", "8", code=0)
        self.assertEqual((verdicts["p50 us"], result["tolerance_percent"]), ("slower", 8))
        self.assertFalse(result["measures"][0]["too_slow"])

    def test_the_table_says_all_of_it(self):
        self.commit(riskbench(latency_of((150, 200, 300))))
        done = self.compare(self.base)
        self.assertEqual(done.returncode, 1, done.stderr)
        for text in ("head to base\n  base      ", " change riskbench\n  head      ",
                     "head/base       95 % interval  rounds  verdict\nlatency, idle\n  p50 us  ",
                     "1.500      1.500 .. 1.500       6  slower, too slow\n",
                     "\nthroughput\n  judged/s",
                     "\nBy chance alone 0.1 of 8 lines would say slower.",
                     "\nSLOWER by more than 5 %: latency, idle, p50 us (1.500)\n"):
            self.assertIn(text, done.stdout)
        self.assertIn("compare: round 6 of 6", done.stderr)

    def test_nothing_is_shown_by_too_few_rounds(self):
        self.commit(riskbench(latency_of((900, 900, 900))))
        done = self.compare(self.base, "--rounds", "5")
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("\nAn interval takes 6 rounds that ran.", done.stdout)
        self.assertIn("\nIt is not known whether anything got slower", done.stdout)
        self.assertNotIn("  slower\n", done.stdout)


class Runs(Repository):
    """Sides that cannot do everything."""

    def setUp(self):
        super().setUp()
        self.good = riskbench(latency_of((100, 200, 300)))

    def test_an_old_base_is_measured_by_what_it_knows(self):
        old = latency_of((100, 200, 300))
        del old["p90_riskd_us"]
        base = self.commit(riskbench(old))
        self.commit(self.good)
        result, verdicts = self.found(base, code=0)
        self.assertNotIn("p90 us", verdicts)
        self.assertIn("p99 us", verdicts)
        self.assertEqual(result["left_out"], ["latency, idle, p90 us: riskbench of base does not "
                                              "print p90_riskd_us"])

    def test_a_base_without_an_option_leaves_the_part_out(self):
        base = self.commit(riskbench({}, options=OPTIONS.replace(" --scene", "")))
        self.commit(self.good)
        done = self.compare(base)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("\nleft out\n  latency, idle: riskbench latency of base has no --scene\n",
                      done.stdout)
        self.assertIn("\nthroughput\n  judged/s ", done.stdout)

    def test_a_base_without_the_program_leaves_it_out(self):
        self.write("programs/other", "#!/bin/sh\n")
        self.git("add", ".")
        self.git("commit", "--quiet", "-m", "no riskbench yet")
        base = self.git("rev-parse", "HEAD")
        self.commit(self.good)
        result, _ = self.found(base, code=2)
        self.assertEqual(result["left_out"], ["latency, idle: base has no riskbench",
                                              "throughput: base has no riskbench"])
        self.assertEqual(result["measures"], [])

    def test_head_has_to_know_what_is_measured(self):
        base = self.commit(self.good)
        self.commit(riskbench({}))
        result, _ = self.found(base, code=2)
        self.assertEqual(result["left_out"], [])
        self.assertIn("latency, idle, p50 us: riskbench of head does not print p50_riskd_us",
                      result["failed"])
        self.commit(riskbench({}, options="--json"))
        result, _ = self.found(base, code=2)
        self.assertTrue(result["failed"][0].startswith(
            "latency, idle: riskbench latency of head has no --directory and no --scene"))

    def test_what_does_not_run_is_said_and_given_up(self):
        base = self.commit(self.good)
        complaining = {**latency_of((100, 200, 300)), "complaints": ["idle: a lock is missing"]}
        self.commit(f"{riskbench(complaining)}case $* in *idle*) exit 1 ;; esac\n")
        result, verdicts = self.found(base, code=2)
        self.assertEqual(list(verdicts), ["judged/s", "processor us/event"])
        self.assertEqual(result["failed"],
                         [*(f"round {number}, latency, idle, head: exit code 1: idle: a lock is "
                            "missing" for number in (1, 2, 3)),
                          "latency, idle: given up after 3 rounds"])

    def test_a_round_that_failed_changes_no_order(self):
        base = self.commit(self.good)
        once = ("case $* in *--help*) ;; *idle*) [ -e $TMPDIR/once ] || "
                "{ touch $TMPDIR/once; echo it is broken >&2; exit 1; } ;; esac")
        self.commit(riskbench(latency_of((100, 200, 300)), begin=once))
        result, verdicts = self.found(base, "--rounds", "7", code=2)
        self.assertEqual(list(verdicts), [*LATENCY_LABELS, "judged/s", "processor us/event"])
        self.assertEqual([line["rounds"] for line in result["measures"]], 6 * [6] + 2 * [7])
        self.assertEqual(result["failed"],
                         ["round 1, latency, idle, head: exit code 1: it is broken"])

    def test_what_is_no_number_is_said(self):
        base = self.commit(self.good)
        for latency, text in ((latency_of((0, 200, 300)), "p50_riskd_us is 0"),
                              (7, "what it printed cannot be read: '7"),
                              (latency_of((None, 1, 1)), "does not print p50_riskd_us")):
            with self.subTest(text=text):
                self.commit(riskbench(latency))
                result, _ = self.found(base, code=2)
                self.assertIn(text, result["failed"][0])

    def test_it_is_slower_even_if_something_else_did_not_run(self):
        base = self.commit(self.good)
        self.commit(f"{riskbench(latency_of((200, 200, 300)))}"
                    "case $* in *throughput*) exit 3 ;; esac\n")
        result, _ = self.found(base, code=1)
        self.assertIn("exit code 3: it said nothing", result["failed"][0])


class RealPrograms(unittest.TestCase):
    """The programs of this build, compared with themselves."""

    BINARIES = pathlib.Path(os.environ["RISKD_BIN_DIR"]).resolve()

    def test_all_parts_work_on_them(self):
        """Two rounds show nothing, which the exit code says."""
        done = subprocess.run([sys.executable, "-B", HERE / "compare.py", "--base-bin",
                               self.BINARIES, "--tiny", "--rounds", "2", "--json"],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        result = json.loads(done.stdout)
        self.assertEqual((result["failed"], result["left_out"]), ([], []))
        labels = {}
        for line in result["measures"]:
            labels.setdefault(line["part"], []).append(line["measure"])
            for name in ("base", "head", "ratio"):
                self.assertGreater(line[name], 0)
            self.assertEqual((line["rounds"], line["low"], line["verdict"]),
                             (2, None, "no difference shown"))
        self.assertEqual(labels, {
            **{f"latency, {scene}": LATENCY_LABELS
               for scene in ("idle", "lock", "load", "load_lock")},
            "throughput": ["judged/s", "processor us/event"],
            "replay, rules kept": ["events/s", "events/s processor"],
            "replay, rules broken": ["events/s", "events/s processor"]})
        self.assertGreater(result["machine"]["cores"], 0)


if __name__ == "__main__":
    unittest.main()
