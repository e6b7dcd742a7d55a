"""The kill-point campaign in short, and whether its judge would notice: what must fail, fails."""

import decimal
import hashlib
import io
import os
import pathlib
import subprocess
import tempfile
import unittest

from stage_case import BINARIES

from killtest import __main__ as campaign
from killtest import judge
from killtest.moments import SECOND
from killtest.plan import FAULT_POINTS, POINTS, plan
from killtest.report import Report
from killtest.stage_run import StageRun
from killtest.store_files import NEVER

KILLS = 50

MNQ = "CON.F.US.MNQ.Z26"


def trade(number, side, size, order, result=None):
    """A row of the broker; one per second."""
    return {"id": number, "contractId": MNQ, "side": side, "size": size, "orderId": order,
            "accountId": 1, "fees": decimal.Decimal("0.5"), "commissions": 0, "voided": False,
            "profitAndLoss": None if result is None else decimal.Decimal(result),
            "creationTimestamp": f"2026-03-03T15:00:{number:02}.000000+00:00"}


BUY, SELL = 0, 1
TRADERS = {10, 11, 12}


class Judge(unittest.TestCase):
    """Each sentence of the judge, once where it is due and once where it is not."""

    def findings(self, found, count):
        found = list(found)
        self.assertEqual(len(found), count, found)

    def test_recorded_locks_have_to_be_there(self):
        """R-L-13"""
        recorded = {("A", 3): 5 * SECOND, ("B", 7): 2 * SECOND, ("C", 3): NEVER}
        kept = {("A", 3): 6 * SECOND, ("C", 3): NEVER}
        self.findings(judge.kept_locks(recorded, kept, 3 * SECOND), 0)
        self.findings(judge.kept_locks(recorded, kept, 1 * SECOND), 1)
        self.findings(judge.kept_locks(recorded, {("A", 3): 5 * SECOND - 1, ("C", 3): 9 * SECOND},
                                       3 * SECOND), 2)

    def test_trades_demand_locks(self):
        """R-L-14: a lost day, a losing order, too many entries."""
        lost = [trade(1, BUY, 2, 10), trade(2, SELL, 2, 11, "-499")]
        self.findings(judge.missing_locks("OPEN-0", lost, {}, 0), 1)
        self.findings(judge.missing_locks("OPEN-0", lost, {("OPEN-0", 3): NEVER}, 0), 0)
        self.findings(judge.missing_locks("OPEN-0", [trade(1, SELL, 1, 10, "-499")], {}, 0), 0)
        losing = [trade(1, SELL, 1, 10, "-20"), trade(2, SELL, 1, 10, "-29")]
        self.findings(judge.missing_locks("COOLDOWN", losing, {}, 0), 1)
        self.findings(judge.missing_locks("COOLDOWN", losing[:1], {}, 0), 0)
        entries = [trade(number, BUY, 1, number) for number in (1, 2, 3)]
        self.findings(judge.missing_locks("FREQUENCY", entries, {}, 0), 1)
        self.findings(judge.missing_locks("FREQUENCY", entries[:2], {}, 0), 0)
        self.findings(judge.missing_locks("FREQUENCY", entries, {}, NEVER), 0)

    def test_commands_follow_from_locks(self):
        """R-F-9"""
        history = [("A", 3, 10, 20, True, None)]
        self.findings(judge.unlocked_commands([("A", 15)], history), 0)
        self.findings(judge.unlocked_commands([("A", 9), ("B", 15), ("A", 3 * SECOND)], history), 3)

    def test_locks_end_in_their_time(self):
        """R-L-4"""
        ended = ("A", 3, 0, 20, False, 20)
        self.findings(judge.lost_history({("A", 3): 20}, [ended]), 0)
        self.findings(judge.lost_history({("A", 3): 21}, [ended]), 1)
        self.findings(judge.lost_history({}, [("A", 3, 0, 20, False, 19)]), 1)
        self.findings(judge.known_rules({("A", "SYS-STATE"): 1, ("A", 3): 1}), 1)

    def test_orders_of_riskd_only_reduce(self):
        """R-F-1: never enlarged, never turned round, never more taken than has to be."""
        opened = [trade(1, BUY, 5, 10)]

        def judged(name, *more):
            return judge.own_trades(name, opened + list(more), TRADERS)

        self.findings(judged("SIZE", trade(2, SELL, 2, 99)), 0)
        self.findings(judged("SIZE", trade(2, SELL, 2, 99), trade(3, SELL, 2, 98)), 1)
        self.findings(judged("OPEN-0", trade(2, SELL, 5, 99)), 0)
        self.findings(judged("OPEN-0", trade(2, SELL, 6, 99)), 1)
        self.findings(judged("OPEN-0", trade(2, SELL, 5, 99), trade(3, SELL, 5, 98)), 1)
        self.findings(judged("OPEN-0", trade(2, BUY, 1, 99)), 1)
        self.findings(judged("OPEN-0", trade(2, SELL, 6, 11)), 0)

    def test_nothing_stays_behind(self):
        """R-L-5"""
        held = {"positions": [{"size": 2}], "orders": []}
        working = {"positions": [], "orders": [{"status": 1}, {"status": 2}]}
        self.findings(judge.unsettled("OPEN-0", held, False), 0)
        self.findings(judge.unsettled("OPEN-0", held, True), 1)
        self.findings(judge.unsettled("OPEN-0", working, True), 1)
        self.findings(judge.unsettled("STOPLESS", held, False), 1)

    def test_each_trade_counts_once(self):
        """R-G-4"""
        rows = [trade(1, BUY, 1, 10), trade(2, SELL, 1, 11, "-20")]
        self.findings(judge.counted("SIZE", rows, "-21.00"), 0)
        self.findings(judge.counted("SIZE", rows, "-41.50"), 1)
        stored = {1: (1, None, 5000, 0, 0), 2: (1, -200000, 5000, 0, 0)}
        self.findings(judge.stored_trades(stored, [{"trades": rows}]), 0)
        self.findings(judge.stored_trades(stored | {3: stored[1]}, [{"trades": rows}]), 1)
        self.findings(judge.stored_trades({1: stored[1]}, [{"trades": rows}]), 1)

    def test_audit_chain_has_no_gap(self):
        """R-P-5"""
        lines, previous = [], "0" * 64
        for number in (1, 2, 3):
            content = f'{{"n":{number},"prev":"{previous}"'.encode()
            previous = hashlib.sha256(content + b"}").hexdigest()
            lines.append(content + b',"hash":"' + previous.encode() + b'"}')
        self.findings(judge.audit_chain(b"\n".join(lines) + b"\n"), 0)
        self.findings(judge.audit_chain(b"\n".join(lines)), 1)
        self.findings(judge.audit_chain(b"\n".join(lines), is_growing=True), 0)
        self.findings(judge.audit_chain(b"\n".join([lines[0], lines[2], b""])), 1)
        self.findings(judge.audit_chain(lines[0].replace(b'"n":1', b'"n":2') + b"\n"), 1)


class CrashPoints(unittest.TestCase):

    def setUp(self):
        if not campaign.crash_points(BINARIES):
            self.skipTest("riskd was built without crash points")

    def test_names_are_the_same_on_both_sides(self):
        self.assertEqual(campaign.crash_points(BINARIES), [*POINTS, *FAULT_POINTS])

    def test_what_is_no_crash_point_refuses_the_start(self):
        for order in ("", "intent_written", "intent_written:0", "intent_written:x", "nowhere:1",
                      "intent_written:1:", "intent_written:1:1000", "intent_written:1:1:1",
                      "intent_written:throw", "intent_written:1:1:throw"):
            with self.subTest(order):
                told = subprocess.run([BINARIES / "riskd", "--config", "none"], check=False,
                                      capture_output=True, text=True, timeout=60,
                                      env=dict(os.environ, RISKD_CRASH_AT=order))
                self.assertEqual(told.returncode, 64, told.stderr)
                self.assertIn("intent_written", told.stderr)


class Campaign(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="riskd-killtest-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_nothing_is_lost_and_nothing_is_done_twice(self):
        self.assertEqual(campaign.main(["--binaries", str(BINARIES), "--folder", str(self.folder),
                                        "--kills", str(KILLS), "--jobs", "2"]), 0)

    def test_a_lock_that_is_gone_is_noticed(self):
        """The campaign itself can fail: a lock that riskd never had is asked for."""
        told = io.StringIO()
        report = Report(1, sink=told)
        run = StageRun(BINARIES, self.folder / "stage", [plan(1, 0, False)], report)
        run.expect_lock("SIZE", 3, NEVER)
        run.run()
        self.assertEqual(report.end(), 1)
        self.assertIn("the recorded lock of SIZE by rule 3 is gone", told.getvalue())
        self.assertIn("--only 0", told.getvalue())


if __name__ == "__main__":
    unittest.main()
