"""What the wire does to riskd: broken connections, events twice, late and out of order."""

import unittest

from stage_case import StageCase
from stage.waiting import throughout, until


class Connection(StageCase):

    def drop_user_hub(self, **more):
        self.simulator.fault("hub", hub="user", action="drop", **more)

    def closes(self):
        return [each for each in self.simulator.calls() if each["path"].endswith("Contract")]

    def test_position_opened_while_disconnected_is_found(self):
        """R-G-6, R-G-8: what nobody told is asked for."""
        self.start()
        self.drop_user_hub(refuse_ms=4000)
        self.simulator.buy("PRAC-1", "MNQ", 5)
        self.wait_size("PRAC-1", 3)
        self.assertIn("connection_lost", self.daemon.alerts())
        until(lambda: "connection_restored" in self.daemon.alerts(), "the hub is back", pause=0.3)
        self.daemon.wait_protected("PRAC-1", "PRAC-2")

    def test_half_open_connection_is_noticed(self):
        """R-G-6: a silent peer is no peer. The gateway pings every second here."""
        self.simulator.settings(ping_interval_ms=1000)
        self.start()
        self.simulator.fault("hub", hub="user", action="half_open")
        self.simulator.buy("PRAC-1", "MNQ", 5)
        self.wait_size("PRAC-1", 3)

    def test_connection_dropped_in_the_middle_of_flattening(self):
        """R-F-13, R-G-6: an enforcement goes on without its stream until the broker proves it."""
        self.start()
        self.simulator.fault("rest", route="/api/Position/closeContract", action="delay",
                             delay_ms=1500, times=1)
        self.simulator.buy("PRAC-1", "MES", 2)
        self.lose("PRAC-1", 600)
        self.drop_user_hub(refuse_ms=3000)
        self.wait_flat("PRAC-1")
        self.wait_lock("PRAC-1", "RULE-003")
        self.simulator.order("PRAC-1", "MNQ", "buy", 1)
        self.wait_flat("PRAC-1")

    def test_server_closes_the_hub(self):
        """R-G-6: a close record is answered by connecting again."""
        self.start()
        self.simulator.fault("hub", hub="user", action="close", error="maintenance")
        until(lambda: "connection_lost" in self.daemon.alerts(), "the close is noticed", pause=0.3)
        self.daemon.wait_protected("PRAC-1", "PRAC-2")
        self.simulator.buy("PRAC-1", "MNQ", 4)
        self.wait_size("PRAC-1", 3)

    def test_duplicate_events_count_once(self):
        """A-151, R-E-10: the loss of one trade told three times is one loss."""
        self.simulator.fault("event", action="duplicate", copies=3)
        self.start()
        self.lose("PRAC-1", 300)
        self.wait_flat("PRAC-1")
        until(lambda: self.daemon.account("PRAC-1")["realized"].startswith("-30"),
              "the loss is told", pause=0.2)
        throughout(lambda: self.daemon.locks("PRAC-1") == [], "no lock", 2, pause=0.3)
        self.simulator.buy("PRAC-1", "MNQ", 5)
        self.wait_size("PRAC-1", 3)
        throughout(lambda: self.size("PRAC-1") == 3, "only the excess is closed", 2)

    def test_reordered_events_lead_to_the_same_end(self):
        """R-E-9: trade, position and order of one fill in any order."""
        self.simulator.fault("event", hub="user", action="reorder", delay_ms=150)
        self.start()
        self.simulator.buy("PRAC-2", "MNQ", 3)
        self.lose("PRAC-1", 300)
        self.lose("PRAC-1", 300)
        self.wait_lock("PRAC-1", "RULE-003")
        self.wait_flat("PRAC-1")
        throughout(lambda: self.size("PRAC-2") == 3, "the other account is left alone", 2)

    def test_lost_events_are_found_by_comparing(self):
        """R-G-5: a stream that loses everything is corrected by the periodic comparison."""
        self.start()
        self.simulator.fault("event", hub="user", action="lose", percent=100)
        self.simulator.buy("PRAC-1", "MNQ", 5)
        self.wait_size("PRAC-1", 3)

    def test_expired_token_is_renewed(self):
        """R-G-6: calls refused with 401 are repeated with a new token."""
        self.start()
        self.simulator.fault("rest", route="/api/Position/partialCloseContract",
                             action="status", status=401, times=1)
        self.simulator.buy("PRAC-1", "MNQ", 5)
        self.wait_size("PRAC-1", 3)


if __name__ == "__main__":
    unittest.main()
