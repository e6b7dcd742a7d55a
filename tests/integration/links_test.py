"""Links that fail: what riskd still sees, what it asks for instead, and what it says about it."""

import collections
import unittest

from stage_case import StageCase
from stage.waiting import throughout, until

POSITIONS = "/api/Position/searchOpen"
ORDERS = "/api/Order/searchOpen"
TRADES = "/api/Trade/search"
ACCOUNTS = "/api/Account/search"
LOGIN = "/api/Auth/loginKey"
VALIDATE = "/api/Auth/validate"


class LinkCase(StageCase):

    accounts = [("trader", "PRAC-1", 50000)]
    guarded = witnessed = ["PRAC-1"]

    def lose_hub(self, hub, refuse_ms=600000):
        self.simulator.fault("hub", hub=hub, action="drop", refuse_ms=refuse_ms)

    def lose_rest(self, action="drop"):
        self.simulator.fault("rest", route="*", action=action, times=0)

    def number_of_calls(self):
        calls = self.simulator.calls()
        return calls[-1]["number"] if calls else 0

    def counts(self, since):
        return collections.Counter(each["path"] for each in self.simulator.calls(since))

    def reasons(self, name="PRAC-1"):
        account = self.daemon.account(name)
        return "; ".join(account["reasons"]) if account else ""

    def daemon_reasons(self):
        status = self.daemon.status()
        return "; ".join(status["daemon"]["reasons"]) if status else ""

    def wait_reason(self, words, told=None):
        told = told or self.daemon_reasons
        return until(lambda: words in told() and told(), f"status says: {words}", pause=0.2)

    def wait_alert(self, code, times=1):
        until(lambda: self.daemon.alerts().count(code) >= times, f"alert {code}", pause=0.2)

    def headline(self):
        return self.daemon.riskctl("status").stdout.splitlines()[0]


class UserHub(LinkCase):

    def test_polls_while_the_user_hub_is_down(self):
        """R-G-7, R-F-14: positions and orders every 2 s, trades 5 s, accounts 10 s; then as before."""
        self.start()
        self.lose_hub("user")
        self.wait_reason("the event stream is down", self.reasons)
        self.assertEqual(self.daemon.account("PRAC-1")["state"], "DEGRADED")
        begin = self.number_of_calls()
        until(lambda: self.counts(begin)[POSITIONS] >= 16, "16 polls", pause=0.5)
        asked = self.counts(begin)
        self.assertAlmostEqual(asked[ORDERS], asked[POSITIONS], delta=1)
        # In the time of 16 polls every 2 s: 6.4 of trades, 3.2 of accounts.
        self.assertIn(asked[TRADES], range(5, 9), asked)
        self.assertIn(asked[ACCOUNTS], range(2, 6), asked)
        self.simulator.clear_faults()
        self.daemon.wait_protected("PRAC-1")
        begin = self.number_of_calls()
        until(lambda: self.counts(begin)[POSITIONS] >= 3, "three comparisons", pause=0.5)
        asked = self.counts(begin)
        self.assertAlmostEqual(asked[TRADES], asked[POSITIONS], delta=1)

    def test_a_loss_found_by_polling_locks(self):
        """A-72, A-153, R-G-7, R-G-8: losses, and positions in a locked account, without the hub."""
        self.start()
        self.lose_hub("user")
        self.wait_reason("the event stream is down", self.reasons)
        self.lose("PRAC-1", 600)
        self.wait_lock("PRAC-1", "RULE-003")
        self.simulator.buy("PRAC-1", "MNQ", 2)
        self.wait_flat("PRAC-1")
        self.assertEqual(self.daemon.account("PRAC-1")["state"], "DEGRADED")
        self.assertNotIn("connection_restored", self.daemon.alerts())


class SharedLogin(LinkCase):

    accounts = [("trader", f"PRAC-{number}", 50000) for number in (1, 2, 3)]
    guarded = witnessed = ["PRAC-1", "PRAC-2", "PRAC-3"]

    def test_polls_of_many_accounts_share_the_budget(self):
        """R-F-14, R-G-7: evenly slower, and still everybody has a turn."""
        self.start()
        self.lose_hub("user")
        self.wait_reason("the event stream is down", self.reasons)
        begin = self.number_of_calls()
        until(lambda: self.counts(begin)[POSITIONS] >= 12, "polls", patience=120, pause=0.5)
        asked = self.counts(begin)
        # At every 2 s trades would be asked for half as often as positions.
        self.assertAlmostEqual(asked[TRADES], asked[POSITIONS], delta=4)
        self.simulator.buy("PRAC-2", "MNQ", 5)
        self.wait_size("PRAC-2", 3)


class Rest(LinkCase):

    def test_events_are_judged_while_rest_is_down(self):
        """R-G-7, R-F-12: the loss is found by the stream and closed once REST is back.

        A close whose answer is lost may have worked, so that it is not repeated blindly meanwhile.
        """
        self.start()
        self.simulator.buy("PRAC-1", "MES", 2)
        until(lambda: self.daemon.account("PRAC-1")["open_positions"] == 1, "seen", pause=0.2)
        self.lose_rest()
        self.wait_reason("the REST interface is down")
        self.wait_reason("the broker does not answer requests", self.reasons)
        self.assertEqual(self.daemon.account("PRAC-1")["state"], "DEGRADED")
        self.assertIn("connection_lost", self.daemon.alerts())
        begin = self.number_of_calls()
        self.lose("PRAC-1", 600)
        self.wait_lock("PRAC-1", "RULE-003")
        close = "/api/Position/closeContract"
        until(lambda: self.counts(begin)[close] >= 1, "the close is tried", pause=0.5)
        asked = self.counts(begin)[POSITIONS]
        until(lambda: self.counts(begin)[POSITIONS] >= asked + 3, "what became of it is asked for",
              pause=0.5)
        closed = [each["body"] for each in self.simulator.calls(since=begin)
                  if each["path"] == close]
        self.assertEqual(len(closed), len(set(closed)), closed)
        self.assertEqual(self.size("PRAC-1", "MES"), 2)
        self.simulator.clear_faults()
        self.wait_flat("PRAC-1")
        self.daemon.wait_protected("PRAC-1")

    def test_blind(self):
        """R-G-7: without any link one alert every 30 s, and no lock comes or goes."""
        self.start()
        self.lose("PRAC-1", 600)
        before = self.wait_lock("PRAC-1", "RULE-003")
        self.lose_hub("user")
        self.lose_hub("market")
        self.lose_rest()
        self.wait_alert("blind")
        self.assertIn("no link to the broker works", self.wait_reason("no link to the broker"))
        self.assertIn("DEGRADED", self.headline())
        self.wait_alert("blind", times=2)
        locks = self.daemon.locks("PRAC-1")
        self.assertEqual([each["rule"] for each in locks], ["RULE-003"])
        self.assertEqual(locks[0]["until"], before["until"])
        self.simulator.clear_faults()
        self.daemon.wait_protected("PRAC-1")
        self.simulator.buy("PRAC-1", "MNQ", 1)
        self.wait_flat("PRAC-1")


class MarketHub(LinkCase):

    rules = {"max_contracts": {"limit": 3},
             "daily_unrealized_loss": {"limit": -500}}

    def configuration(self):
        return super().configuration() | {"market": {"stale_after_seconds": 3}}

    def test_marks_age_while_the_market_hub_is_down(self):
        """R-G-7, R-E-21: alerts and a reason; contracts still count."""
        self.start()
        self.simulator.buy("PRAC-1", "MNQ", 1)
        until(lambda: self.daemon.account("PRAC-1")["open_positions"] == 1, "seen", pause=0.2)
        self.lose_hub("market")
        self.wait_reason("market hub is down")
        self.wait_reason("the quote stream is down", self.reasons)
        self.assertEqual(self.daemon.account("PRAC-1")["state"], "DEGRADED")
        self.wait_alert("quote_stale")
        self.simulator.buy("PRAC-1", "MNQ", 4)
        self.wait_size("PRAC-1", 3)
        self.assertEqual(self.daemon.locks("PRAC-1"), [])
        self.simulator.clear_faults()
        self.daemon.wait_protected("PRAC-1")


class Token(LinkCase):

    options = StageCase.options + ["--token-lifetime", "20"]

    def test_token_is_renewed_before_it_ends(self):
        """R-G-6: nothing is refused although tokens live for 20 s, not even a reconnect."""
        self.start()
        until(lambda: len(self.simulator.calls(path=VALIDATE)) >= 3, "three renewals", pause=0.5)
        self.lose_hub("user", refuse_ms=2000)
        until(lambda: "connection_restored" in self.daemon.alerts(), "the hub is back", pause=0.3)
        self.daemon.wait_protected("PRAC-1")
        refused = [each for each in self.simulator.calls() if each["status"] == 401]
        self.assertEqual(refused, [])
        # The other login is that of the test.
        self.assertEqual(len(self.simulator.calls(path=LOGIN)), 2)
        self.assertFalse(self.daemon.log("gateway.session_lost"))


class Session(LinkCase):

    def end_session(self):
        self.simulator.control("end_sessions", user="trader")

    def wait_sessions(self, number):
        """Not by when tokens end: two of one second end in the same second."""
        until(lambda: len(self.daemon.log("gateway.session_opened")) >= number, "a session",
              pause=0.2)
        self.daemon.wait_protected("PRAC-1")

    def test_stolen_session_is_a_conflict(self):
        """A-154, R-G-6: the first logout leads to a new login; the second within 60 s is told."""
        self.start()
        self.end_session()
        self.wait_sessions(2)
        self.assertNotIn("session_conflict", self.daemon.alerts())
        self.assertEqual(self.daemon.locks("PRAC-1"), [])
        self.end_session()
        self.wait_alert("session_conflict")
        told = self.wait_reason("somebody else uses this login")
        self.assertIn("next login in 5 s", told)
        self.assertIn("somebody else uses this login", self.daemon.riskctl("status").stdout)
        self.daemon.wait_protected("PRAC-1")
        lost = self.daemon.log("gateway.session_lost")
        self.assertEqual([each["why"] for each in lost], ["logged_out", "conflict"])
        self.simulator.buy("PRAC-1", "MNQ", 5)
        self.wait_size("PRAC-1", 3)

    def test_revoked_key_is_named_and_tried_for_ever(self):
        """R-O-4, section 8.4: `auth_failed`, no exit, and everything goes on when it is good again."""
        self.start()
        self.simulator.fault("rest", route=LOGIN, action="refuse", code=3, message="revoked", times=0)
        begin = self.number_of_calls()
        self.end_session()
        self.wait_alert("auth_failed")
        told = self.wait_reason("the login is refused")
        self.assertIn("revoked", told)
        self.assertIn("API key", told)
        self.assertIn("API key", self.headline())
        until(lambda: self.counts(begin)[LOGIN] >= 3, "logins are tried again", pause=0.5)
        self.assertTrue(self.daemon.runs())
        # The same reason is not told every time.
        self.assertEqual(self.daemon.alerts().count("auth_failed"), 1)
        self.simulator.clear_faults()
        self.daemon.wait_protected("PRAC-1")
        self.simulator.buy("PRAC-1", "MNQ", 5)
        self.wait_size("PRAC-1", 3)

    def test_a_login_that_fails_at_the_start_is_tried_again(self):
        """R-G-1, section 8.4: also when the gateway does not answer at all."""
        self.simulator.fault("rest", route=LOGIN, action="refuse", code=3, message="revoked", times=0)
        self.daemon.start()
        self.wait_reason("the login is refused")
        self.assertEqual(self.daemon.status()["daemon"]["phase"], "STARTING")
        self.simulator.clear_faults()
        self.lose_rest()
        self.wait_reason("the login is not answered")
        self.assertTrue(self.daemon.runs())
        self.simulator.clear_faults()
        self.daemon.wait_protected("PRAC-1")


class Account(LinkCase):

    def test_account_that_may_not_trade_is_told(self):
        """R-E-22, R-O-4: the flag is shown, and nothing else changes without RULE-010."""
        self.start()
        self.simulator.control("can_trade", account="PRAC-1", can_trade=False)
        until(lambda: self.daemon.account("PRAC-1")["can_trade"] is False, "told", pause=0.2)
        throughout(lambda: self.daemon.locks("PRAC-1") == [], "no lock", 1, pause=0.3)


class Budget(LinkCase):

    accounts = [("trader", f"PRAC-{number}", 50000) for number in range(1, 6)]
    guarded = witnessed = [f"PRAC-{number}" for number in range(1, 6)]
    rules = {"daily_realized_loss": {"limit": -500, "include_unrealized": True}}

    def test_five_accounts_are_flattened_at_once(self):
        """A-157, R-F-14: one price breaks five limits; no enforcing call is refused for its number."""
        self.start()
        for name in self.guarded:
            self.simulator.buy(name, "MNQ", 2)
            self.simulator.buy(name, "MNQ", 1, type="limit", limit_price=20000)
        until(lambda: all(each["orders"] for each in self.daemon.status()["accounts"]),
              "the orders are seen", pause=0.3)
        self.simulator.price("MNQ", 21000)
        for name in self.guarded:
            until(lambda name=name: self.simulator.is_flat(name), f"{name} is flat")
            self.wait_lock(name, "RULE-003")
        enforcing = ("/api/Position/closeContract", "/api/Position/partialCloseContract",
                     "/api/Order/cancel")
        calls = [each for each in self.simulator.calls() if each["path"] in enforcing]
        self.assertGreaterEqual(len(calls), 10)
        self.assertEqual([each for each in calls if each["status"] == 429], [])


if __name__ == "__main__":
    unittest.main()
