"""A trading session: limits, locks and what a locked trader still tries."""

import unittest

from stage_case import StageCase
from stage.waiting import throughout


class Session(StageCase):

    def test_oversize_position_is_reduced_to_the_limit(self):
        """RULE-001, R-F-10: only the excess is closed, once."""
        self.start()
        self.simulator.buy("PRAC-1", "MNQ", 5)
        self.wait_size("PRAC-1", 3)
        throughout(lambda: self.size("PRAC-1") == 3, "the position stays at the limit", 2)
        closes = [each for each in self.simulator.calls() if "lose" in each["path"]]
        self.assertEqual(len(closes), 1, closes)
        self.assertEqual(self.daemon.locks("PRAC-1"), [])

    def test_daily_loss_locks_and_closes_again(self):
        """RULE-003: flat and locked at the limit; every later trade is closed; others trade on."""
        self.start()
        self.simulator.buy("PRAC-2", "MNQ", 2)
        self.simulator.buy("PRAC-1", "MES", 1)
        self.lose("PRAC-1", 600)
        self.wait_flat("PRAC-1")
        lock = self.wait_lock("PRAC-1", "RULE-003")
        self.assertEqual(lock["lock"], "hard")
        for side in ("buy", "sell"):
            self.simulator.order("PRAC-1", "MNQ", side, 2)
            self.wait_flat("PRAC-1")
        self.simulator.order("PRAC-1", "MNQ", "buy", 1, type="limit", limit_price=21000)
        self.wait_flat("PRAC-1")
        self.assertEqual(self.size("PRAC-2"), 2)
        self.assertEqual(self.daemon.locks("PRAC-2"), [])
        self.assertEqual(self.wait_lock("PRAC-1", "RULE-003")["until"], lock["until"])

    def test_lock_survives_a_kill(self):
        """R-P-2, R-L-3: the same lock with the same end after SIGKILL and restart."""
        self.start()
        self.lose("PRAC-1", 600)
        before = self.wait_lock("PRAC-1", "RULE-003")
        self.daemon.kill()
        self.simulator.buy("PRAC-1", "MNQ", 1)
        self.start()
        self.wait_flat("PRAC-1")
        after = self.wait_lock("PRAC-1", "RULE-003")
        for key in ("lock", "since", "until", "breach"):
            self.assertEqual(after[key], before[key])
        self.simulator.buy("PRAC-1", "MNQ", 1)
        self.wait_flat("PRAC-1")


if __name__ == "__main__":
    unittest.main()
