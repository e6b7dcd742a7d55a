"""What a riskd that was away finds again, and whom it does not know."""

import unittest

from stage_case import StageCase
from stage.waiting import throughout, until


class Recovery(StageCase):

    def test_broker_is_right_about_the_result_of_the_day(self):
        """A-24, R-G-4: what was stored of the day is less than what the broker lists."""
        self.start()
        self.lose("PRAC-1", 100)
        until(lambda: self.daemon.account("PRAC-1")["realized"].startswith("-10"), "the loss",
              pause=0.2)
        self.daemon.kill()
        self.lose("PRAC-1", 420)
        self.daemon.start()
        lock = self.wait_lock("PRAC-1", "RULE-003")
        self.assertTrue(lock["until"])
        self.daemon.wait_protected(*self.guarded)
        realized = self.broker.realized(self.id_of("PRAC-1"))
        self.assertEqual(float(self.daemon.account("PRAC-1")["realized"]), float(realized))
        self.assertIn("realized_discrepancy", self.daemon.alerts())
        differences = self.daemon.account("PRAC-1")["discrepancies"]
        self.assertIn("realized", " ".join(each["entity"] for each in differences))

    def test_lock_binds_before_the_hubs_are_open(self):
        """A-37, R-G-2: what was opened while riskd was dead goes, hubs or no hubs."""
        self.start()
        self.lose("PRAC-1", 600)
        lock = self.wait_lock("PRAC-1", "RULE-003")
        self.daemon.kill()
        self.simulator.fault("hub", hub="user", action="refuse_connections", refuse_ms=60000)
        self.simulator.buy("PRAC-1", "MNQ", 2)
        self.daemon.start()
        self.wait_flat("PRAC-1")
        self.assertEqual(self.wait_lock("PRAC-1", "RULE-003")["until"], lock["until"])
        self.assertNotEqual(self.daemon.account("PRAC-1")["state"], "PROTECTED")

    def test_kill_does_not_begin_a_cooldown_anew(self):
        """A-54: what remains of a cooldown is what remained."""
        configuration = self.configuration()
        configuration["rules"] = {"cooldown_after_loss": {
            "tiers": [{"loss": -100, "cooldown_seconds": 900}]}}
        self.daemon.configure(configuration)
        self.start()
        self.lose("PRAC-1", 150)
        lock = self.wait_lock("PRAC-1", "RULE-007")
        self.daemon.kill()
        self.daemon.start()
        again = self.wait_lock("PRAC-1", "RULE-007")
        self.assertEqual((again["since"], again["until"]), (lock["since"], lock["until"]))
        self.assertLessEqual(again["remaining_seconds"], lock["remaining_seconds"])

    def test_stop_that_no_event_told_of_counts(self):
        """A-57, R-008: the list of open orders is asked before the grace is believed to be over."""
        configuration = self.configuration()
        configuration["rules"] = {"no_stop_loss_grace": {"grace_period_seconds": 3}}
        configuration["reconcile"] = {"interval_seconds": 300}
        self.daemon.configure(configuration)
        self.start()
        self.simulator.price("MNQ", 21500)
        self.simulator.fault("event", action="lose", percent=100, target="GatewayUserOrder")
        self.simulator.buy("PRAC-1", "MNQ", 1)
        self.simulator.order("PRAC-1", "MNQ", "sell", 1, type="stop", stop_price=21400)
        self.simulator.buy("PRAC-2", "MNQ", 1)
        self.wait_flat("PRAC-2")
        throughout(lambda: self.size("PRAC-1") == 1, "the position with a stop stays", 2)


class Names(StageCase):
    """A-152, R-G-1: a name that two accounts of the login have is the name of neither."""

    accounts = [("trader", "PRAC-1", 50000), ("trader", "TWIN", 50000), ("trader", "TWIN", 50000)]
    guarded = ["PRAC-1"]
    witnessed = ["PRAC-1"]

    def configuration(self):
        return {**super().configuration(), "accounts": [{"name": "PRAC-1"}, {"name": "TWIN"}]}

    def test_ambiguous_name_protects_nobody_by_chance(self):
        self.start()
        status = self.daemon.status()
        self.assertNotEqual(status["daemon"]["phase"], "READY")
        self.assertIn("account_unresolved", self.daemon.alerts())
        self.assertNotEqual(self.daemon.account("TWIN")["state"], "PROTECTED")
        self.simulator.buy("PRAC-1", "MNQ", 5)
        self.wait_size("PRAC-1", 3)

    def test_ambiguous_name_alone_is_no_start(self):
        alone = self.configuration()
        alone["accounts"] = [{"name": "TWIN"}]
        self.daemon.configure(alone)
        answer = self.daemon.run()
        self.assertEqual(answer.returncode, 1)
        self.assertIn("none of the accounts", answer.stderr)


if __name__ == "__main__":
    unittest.main()
