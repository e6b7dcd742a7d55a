"""The dashboard from end to end: a browser at a real hub that watches a real riskd at work."""

import unittest

from fleet import Hub, Node
from fleet_test import FleetCase
from page_story import CHROMIUM, PAGE, Story
from stage.waiting import until


@unittest.skipUnless(CHROMIUM.exists(), f"SKIPPED: {CHROMIUM} is not installed; scripts/setup does")
class Dashboard(FleetCase):
    # Limits of several measures; one of them is reached.
    rules = {"max_contracts": {"limit": 3},
             "daily_realized_loss": {"limit": -500, "include_unrealized": False},
             "daily_realized_profit": {"target": 900},
             "daily_unrealized_loss": {"limit": -800},
             "trade_frequency_limit": {"limits": {"per_hour": 40}}}
    hub_options = ("--page", PAGE) if PAGE else ()

    def play(self, name, **wishes):
        story = Story("dashboard.mjs", name, {"hub": self.address, **wishes})
        self.assertEqual(story.play(), 0, name)

    def address(self):
        return {"address": self.hub.web, "token": self.hub.token()}

    # What a story can wish for

    def hold(self):
        """The trader of PRAC-2 buys one contract with a stop, and a gain is open."""
        self.simulator.buy("PRAC-2", "MNQ", 1)
        self.simulator.order("PRAC-2", "MNQ", "sell", 1, type="stop", stop_price=20000)
        self.simulator.price("MNQ", 21510)
        until(lambda: self.daemon.account("PRAC-2")["orders"], "the stop is known")
        return self.told_of("PRAC-2")

    def break_rule(self):
        self.lose("PRAC-1", 600)
        self.wait_lock("PRAC-1", "RULE-003")
        self.wait_flat("PRAC-1")
        return self.told_of("PRAC-1")

    def told_of(self, name):
        """What riskd tells of an account. Numbers of breaches are too long for the script's."""
        account = self.daemon.account(name)
        for each in account["locks"]:
            each["breach"] = str(each["breach"])
        return account

    def kill_hub(self):
        self.port_of_web = self.hub.web.removeprefix("http://")
        self.hub.kill()

    def start_hub(self):
        """On the ports that browser and agent know."""
        (self.hub.folder / "riskmon.out").unlink()
        Node.start(self.hub, "--web", self.port_of_web, "--listen", f"127.0.0.1:{self.port}")
        self.hub.wait_output(r"Dashboard: (https?://[^/]*)/")

    def kill_agent(self):
        self.home.kill()

    def start_agent(self):
        self.home = self.agent().start()

    def kill_riskd(self):
        self.daemon.kill()

    def start_riskd(self):
        self.daemon.start()

    def test_a_day(self):
        self.start_all()
        self.play("day", hold=self.hold, break_rule=self.break_rule, kill_hub=self.kill_hub,
                  start_hub=self.start_hub, kill_agent=self.kill_agent,
                  start_agent=self.start_agent, kill_riskd=self.kill_riskd,
                  start_riskd=self.start_riskd)

    def test_a_hub_that_nobody_is_attached_to(self):
        self.hub = self._keep(Hub(self.folder / "empty", *self.certificates.options("hub"),
                                  *self.hub_options))
        self.hub.start("--listen", "127.0.0.1:0")
        self.play("empty")


if __name__ == "__main__":
    unittest.main()
