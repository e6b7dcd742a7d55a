"""What riskd finds when it starts, and two logins at once."""

import unittest

from stage_case import StageCase
from stage.daemon import login
from stage.waiting import until


class Startup(StageCase):

    def test_positions_opened_before_the_start_are_judged(self):
        """R-G-1, R-G-2"""
        self.simulator.buy("PRAC-1", "MNQ", 5)
        self.simulator.buy("PRAC-2", "MNQ", 2)
        self.start()
        self.wait_size("PRAC-1", 3)
        self.assertEqual(self.size("PRAC-2"), 2)

    def test_loss_made_before_the_start_locks(self):
        """R-L-14: a lock follows from the broker's trades, whoever watched."""
        self.lose("PRAC-1", 600)
        self.simulator.buy("PRAC-1", "MES", 1)
        self.start()
        self.wait_flat("PRAC-1")
        self.wait_lock("PRAC-1", "RULE-003")
        self.assertEqual(self.daemon.locks("PRAC-2"), [])

    def test_account_that_the_login_lacks(self):
        """A-152, R-G-1, step 5: named in status; the others are guarded all the same."""
        configuration = self.configuration()
        configuration["accounts"].append({"name": "PRAC-9"})
        self.daemon.configure(configuration)
        self.start()
        until(lambda: "account_unresolved" in self.daemon.alerts(), "an alert", pause=0.3)
        self.assertNotEqual(self.daemon.account("PRAC-9")["state"], "PROTECTED")
        self.simulator.buy("PRAC-1", "MNQ", 5)
        self.wait_size("PRAC-1", 3)

    def test_shadow_mode_sends_nothing(self):
        configuration = self.configuration()
        configuration["accounts"][0]["mode"] = "shadow"
        self.daemon.configure(configuration)
        self.daemon.start()
        self.daemon.wait_protected("PRAC-2")
        until(lambda: self.daemon.account("PRAC-1")["state"] == "SHADOW", "in shadow mode",
              pause=0.2)
        self.lose("PRAC-1", 600)
        self.simulator.buy("PRAC-1", "MNQ", 5)
        self.wait_lock("PRAC-1", "RULE-003")
        self.assertEqual(self.size("PRAC-1"), 5)
        self.assertEqual([each for each in self.simulator.calls() if "lose" in each["path"]], [])


class TwoLogins(StageCase):

    accounts = [("trader", "PRAC-1", 50000), ("other", "EXPR-7", 150000)]
    guarded = ["PRAC-1", "EXPR-7"]

    def configuration(self):
        return {"gateways": {"first": login(self.simulator, "trader"),
                             "second": login(self.simulator, "other")},
                "accounts": [{"name": "PRAC-1", "gateway": "first"},
                             {"name": "EXPR-7", "gateway": "second",
                              "override": {"rules": {"max_contracts": {"limit": 1}}}}],
                "rules": self.rules}

    def test_each_login_guards_its_own(self):
        """R-X-1: what happens to one login is nothing to the other."""
        self.start()
        self.simulator.buy("EXPR-7", "MNQ", 3)
        self.wait_size("EXPR-7", 1)
        self.simulator.fault("hub", hub="user", user="other", action="drop", refuse_ms=3000)
        self.simulator.buy("PRAC-1", "MNQ", 4)
        self.wait_size("PRAC-1", 3)
        self.simulator.buy("EXPR-7", "MNQ", 1)
        self.wait_size("EXPR-7", 1)
        self.lose("PRAC-1", 600, size=2)
        self.wait_lock("PRAC-1", "RULE-003")
        self.assertEqual(self.daemon.locks("EXPR-7"), [])


if __name__ == "__main__":
    unittest.main()
