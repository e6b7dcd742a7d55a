"""A broker that refuses, delays, or answers wrongly what riskd commands."""

import unittest

from stage_case import StageCase
from stage.waiting import throughout

CLOSE = "/api/Position/closeContract"
PARTIAL_CLOSE = "/api/Position/partialCloseContract"


class Refusals(StageCase):

    def sent(self, path):
        return self.simulator.calls(path=path)

    def test_close_refused_twice_then_accepted(self):
        """R-F-11: refused commands are repeated until the broker proves the account flat."""
        self.start()
        self.simulator.buy("PRAC-1", "MES", 2)
        self.simulator.fault("rest", route=CLOSE, action="refuse", code=2, message="no", times=2)
        self.lose("PRAC-1", 600)
        self.wait_flat("PRAC-1")
        self.assertEqual(len(self.sent(CLOSE)), 3)

    def test_answers_with_500_are_repeated(self):
        """R-F-11"""
        self.start()
        self.simulator.buy("PRAC-1", "MES", 2)
        self.simulator.fault("rest", route=CLOSE, action="status", status=500, times=2)
        self.lose("PRAC-1", 600)
        self.wait_flat("PRAC-1")

    def test_close_that_worked_although_it_failed_is_not_repeated(self):
        """R-F-12: an answer that is lost after acceptance must not close twice."""
        self.start()
        self.simulator.fault("rest", route=PARTIAL_CLOSE, action="status", status=500, times=1,
                             after_acceptance=True)
        self.simulator.buy("PRAC-1", "MNQ", 5)
        self.wait_size("PRAC-1", 3)
        throughout(lambda: self.size("PRAC-1") == 3, "nothing more is closed", 4)

    def test_call_that_is_never_answered(self):
        """R-F-11: silence is a failure."""
        self.start()
        self.simulator.buy("PRAC-1", "MES", 2)
        self.simulator.fault("rest", route=CLOSE, action="never_answer", times=1)
        self.lose("PRAC-1", 600)
        self.wait_flat("PRAC-1")

    def test_too_many_requests(self):
        """R-F-14: 429 delays a command and does not lose it."""
        self.start()
        self.simulator.buy("PRAC-1", "MES", 2)
        self.simulator.fault("rest", route=CLOSE, action="status", status=429, times=2)
        self.lose("PRAC-1", 600)
        self.wait_flat("PRAC-1")

    def test_working_orders_are_cancelled_with_a_lock(self):
        """R-F-10: opening orders must not fill after the close."""
        self.start()
        for price in (20900, 21000, 21100):
            self.simulator.buy("PRAC-1", "MNQ", 1, type="limit", limit_price=price)
        self.lose("PRAC-1", 600)
        self.wait_flat("PRAC-1")
        self.assertEqual(len(self.sent("/api/Order/cancel")), 3)


if __name__ == "__main__":
    unittest.main()
