"""The soak run in short, and whether its verdict would notice: what must fail, fails."""

import decimal
import io
import pathlib
import subprocess
import tempfile
import unittest

from stage_case import BINARIES, ROOT

from soak import __main__ as campaign
from soak import verdict
from soak.disturbances import Disturbances
from soak.observer import Sample
from soak.plan import Plan
from soak.report import Report
from soak.traders import Change

SECOND = 1_000_000
MNQ = "CON.F.US.MNQ.Z26"


def account(**more):
    """What riskd shows of an account that holds 2 MNQ and has one order."""
    order = {"order": 7, "size": 1, "limit_price": "20000", "stop_price": None}
    return {"name": "FREE-0", "state": "PROTECTED", "mode": "enforce", "locked": False,
            "positions": [{"contract": MNQ, "direction": "long", "size": 2}],
            "orders": [order], "realized": "-1.00"} | more


def book(**more):
    """What the venue knows of it."""
    trade = {"profitAndLoss": decimal.Decimal(0), "fees": decimal.Decimal(1), "voided": False}
    return {"positions": [{"contractId": MNQ, "type": 1, "size": 2}],
            "orders": [{"id": 7, "status": 1, "size": 1, "limitPrice": 20000, "stopPrice": None}],
            "trades": [trade]} | more


class Verdict(unittest.TestCase):
    """Each sentence, once where it is due and once where it is not."""

    def findings(self, found, count):
        found = list(found)
        self.assertEqual(len(found), count, found)

    def test_shown_is_what_the_venue_knows(self):
        """R-G-4, R-G-5"""
        self.findings(verdict.unlike_books(account(), book()), 0)
        self.findings(verdict.unlike_books(account(positions=[]), book()), 1)
        self.findings(verdict.unlike_books(account(orders=[]), book()), 1)
        self.findings(verdict.unlike_books(account(realized="0.00"), book()), 1)
        self.findings(verdict.unlike_books(account(), book(trades=[], positions=[], orders=[])), 3)

    def test_everybody_is_guarded(self):
        """R-O-4"""
        shadow = account(name="SHADOW-9", state="SHADOW")
        status = {"accounts": [account(), shadow]}
        self.findings(verdict.unguarded(status, ["FREE-0", "SHADOW-9"]), 0)
        self.findings(verdict.unguarded(status, ["FREE-0", "FREE-1"]), 1)
        self.findings(verdict.unguarded({"accounts": [account(state="DEGRADED")]}, ["FREE-0"]), 1)

    def test_locked_accounts_are_flat_and_limits_hold(self):
        """R-L-5, RULE-001"""
        self.findings(verdict.unsettled(account(), book(), 2), 0)
        self.findings(verdict.unsettled(account(), book(), 1), 1)
        self.findings(verdict.unsettled(account(locked=True), book(), 2), 1)
        self.findings(verdict.unsettled(account(mode="shadow", locked=True), book(), 1), 0)

    def test_no_change_passes_a_whole_stream_by(self):
        """R-E-2"""
        change = Change("FREE-0", 7, 20000.25, 10 * SECOND, 11 * SECOND)
        whole = Disturbances()

        def missing(applied, disturbances):
            return verdict.missing_changes([change], applied, lambda _: "login0", disturbances)

        self.findings(missing({(7, 20000.25)}, whole), 0)
        self.findings(missing({(7, 20000.5)}, whole), 1)
        with_hole = Disturbances()
        with with_hole.cutting("login0"):
            pass
        hole = with_hole.holes[0]
        hole.begin, hole.cut = 5 * SECOND, 6 * SECOND
        self.findings(missing(set(), with_hole), 0)
        with_hole.see("login0", 6 * SECOND)
        self.assertTrue(with_hole.is_open("login0"))
        with_hole.see("login0", 7 * SECOND)
        self.assertFalse(with_hole.is_open("login0"))
        hole.end = 9 * SECOND
        self.findings(missing(set(), with_hole), 1)

    def test_what_comes_late_is_told(self):
        late = verdict.lags([(0, SECOND), (10 * SECOND, 17 * SECOND)], [])
        self.assertEqual(late, [1.0, 7.0])
        self.findings(verdict.late(late), 1)
        self.findings(verdict.late(verdict.lags([(10 * SECOND, 17 * SECOND)],
                                                [(0, SECOND), (12 * SECOND, 13 * SECOND)])), 0)

    def test_growth_is_told(self):
        self.findings(verdict.grown_memory(1000, 1050), 0)
        self.findings(verdict.grown_memory(1000, 1051), 1)
        self.findings(verdict.grown_files(90, 90), 0)
        self.findings(verdict.grown_files(90, 91), 1)
        self.findings(verdict.too_many_connections(46, 2), 0)
        self.findings(verdict.too_many_connections(47, 2), 1)
        samples = [Sample(at, resident, 1, 1, 1) for at, resident in ((0, 9), (1, 5), (2, 7), (3, 99))]
        self.assertEqual(verdict.level(samples, 0, 2), 7)

    def test_stale_reports_and_unjustified_events_are_told(self):
        self.findings(verdict.out_of_date(10, 120), 0)
        self.findings(verdict.out_of_date(11, 121), 2)
        self.findings(verdict.unjustified({"connection_lost": 3}, ["journal.failed"]), 0)
        self.findings(verdict.unjustified({"safe_mode_entered": 1}, ["actor.failed"]), 2)


class Campaign(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="riskd-soak-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_a_short_run(self):
        self.assertEqual(campaign.main(["--binaries", str(BINARIES),
                                        "--folder", str(self.folder / "stage"), "--minutes", "1",
                                        "--accounts", "10", "--rate", "60"]), 0)

    def test_usage(self):
        for words in ([], ["--minutes"], ["--minutes", "many"], ["--minutes", "0"],
                      ["--minutes", "1", "--rate", "x"], ["--nonsense"]):
            with self.subTest(words):
                told = subprocess.run([ROOT / "scripts" / "soak", *words, "--binaries", BINARIES],
                                      capture_output=True, text=True, check=False, timeout=60)
                self.assertEqual(told.returncode, 64, told.stderr)
        helped = subprocess.run([ROOT / "scripts" / "soak", "--help"], capture_output=True,
                                text=True, check=False, timeout=60)
        self.assertEqual(helped.returncode, 0)
        self.assertIn("soak: N minutes, F failures", helped.stdout)

    def test_failures_decide_about_the_exit_code(self):
        told = io.StringIO()
        report = Report(2, told)
        self.assertEqual(report.end(), 0)
        report.failures(f"number {number}" for number in range(12))
        self.assertEqual(report.end(), 1)
        self.assertEqual(told.getvalue().splitlines()[-1], "soak: 2 minutes, 12 failures")
        self.assertIn("and 2 more", told.getvalue())

    def test_the_same_seed_gives_the_same_run(self):
        plans = [Plan(1, seed=seed) for seed in (1, 1, 2)]
        first, again, other = ([plan.dice("faults").random() for _ in range(3)] for plan in plans)
        self.assertEqual(first, again)
        self.assertNotEqual(first, other)


if __name__ == "__main__":
    unittest.main()
