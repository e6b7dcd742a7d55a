"""Threads of riskd that fail: what ends, what goes on, and what the next riskd finds."""

import unittest

from killtest import __main__ as campaign
from stage_case import BINARIES, StageCase
from stage.waiting import until


class Threads(StageCase):
    """R-L-16, R-O-7: a thread that fails takes the process with it, and the next one guards."""

    accounts = [("trader", f"PRAC-{number}", 50000) for number in range(1, 7)]
    guarded = witnessed = ["PRAC-1", "PRAC-2", "PRAC-3", "PRAC-4", "PRAC-5", "PRAC-6"]
    # Many starts in a row.
    options = StageCase.options + ["--set", "rate_limit=5000"]

    def setUp(self):
        if not campaign.crash_points(BINARIES):
            self.skipTest("riskd was built without crash points")
        super().setUp()

    def start_with(self, fault):
        self.daemon.environment["RISKD_CRASH_AT"] = f"{fault}:throw"
        self.daemon.start()
        self.daemon.environment.pop("RISKD_CRASH_AT")

    def states(self):
        return [each["state"] for each in (self.daemon.status() or {"accounts": []})["accounts"]]

    def wait_protected_or_dead(self):
        def settled():
            return not self.daemon.runs() or self.states() == ["PROTECTED"] * len(self.guarded)
        until(settled, "all are protected, or riskd is dead", patience=120, pause=0.2)

    def start_safely(self):
        self.daemon.start()
        self.wait_protected_or_dead()
        self.daemon.require_running()

    def check_that_its_thread_ends_riskd(self, fault, name, thread):
        """`name` breaks its limit, the thread fails of it, and the next riskd finishes the work."""
        with self.subTest(fault):
            self.start_with(fault)
            self.wait_protected_or_dead()
            self.simulator.buy(name, "MES", 1)
            self.lose(name, 600)
            self.assertEqual(self.daemon.program.wait(patience=120), 70)
            self.assertIn(f"internal error in thread {thread}: planted",
                          self.daemon.program.errors.read_text())
            died = self.daemon.log("daemon.thread_died")
            self.assertEqual(died[-1]["thread"], thread)
            self.assertEqual(self.daemon.riskctl("health").returncode, 3)
            self.start_safely()
            self.wait_lock(name, "RULE-003")
            self.wait_flat(name)
            self.assertEqual(self.daemon.locks("PRAC-6"), [])
            self.assertEqual(self.size("PRAC-6"), 2)
            self.assertEqual(self.daemon.terminate(), 0)

    def test_failing_threads_end_the_process(self):
        self.simulator.buy("PRAC-6", "MNQ", 2)
        for fault, name, thread in (("command_send_begins:1", "PRAC-1", "broker"),
                                    ("intent_write_begins:1", "PRAC-2", "intent-write"),
                                    ("intent_sync_begins:1", "PRAC-3", "intent-sync"),
                                    ("batch_commit_begins:4", "PRAC-4", "journal")):
            self.check_that_its_thread_ends_riskd(fault, name, thread)

    def test_a_failing_status_board_ends_the_process(self):
        """Nobody could see any more what is guarded."""
        self.start_with("status_published:25")
        self.assertEqual(self.daemon.program.wait(patience=120), 70)
        self.assertEqual(self.daemon.log("actor.failed")[-1]["actor"], "status-board")
        self.assertTrue(self.daemon.log("daemon.root_died"))
        self.start_safely()
        self.simulator.buy("PRAC-1", "MNQ", 5)
        self.wait_size("PRAC-1", 3)

    def test_the_operator_socket_outlives_a_failure(self):
        """The accounts never notice, and the next one who asks is answered."""
        self.start_with("api_connection_accepted:2")
        until(self.daemon.status, "the first answer", pause=0.2)
        until(lambda: not self.daemon.status()
              and self.daemon.log("control_api.connection_failed"), "the failure", pause=0.3)
        self.assertTrue(self.daemon.status(), "nobody answers after the failure")
        self.wait_protected_or_dead()
        self.daemon.require_running()
        self.simulator.buy("PRAC-1", "MNQ", 5)
        self.wait_size("PRAC-1", 3)
        self.assertEqual(len(self.daemon.log("control_api.connection_failed")), 1)

    def test_a_failing_backup_ends_nothing(self):
        self.start_with("backup_begins:1")
        self.wait_protected_or_dead()
        self.daemon.require_running()
        failed = self.daemon.riskctl("backup")
        self.assertEqual(failed.returncode, 1, failed.stdout)
        self.assertIn("planted at backup_begins", failed.stdout + failed.stderr)
        self.assertEqual(self.daemon.riskctl("backup").returncode, 0)
        self.wait_protected_or_dead()
        self.daemon.require_running()


if __name__ == "__main__":
    unittest.main()
