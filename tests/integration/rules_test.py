"""Each of the further rules once, on the wire: breached at the exchange, seen in its books."""

import json
import subprocess
import unittest

from stage_case import BINARIES, StageCase
from stage.waiting import until

START = 21500

RULES = {
    "test_open_loss_closes_the_position": {"daily_unrealized_loss": {"limit": -50}},
    "test_open_profit_closes_the_position": {"max_unrealized_profit": {"target": 50}},
    "test_too_many_entries_pause_trading":
        {"trade_frequency_limit": {"limits": {"per_minute": 1}}},
    "test_a_loss_pauses_trading": {"cooldown_after_loss": {}},
    "test_position_without_stop_is_closed": {"no_stop_loss_grace": {"grace_period_seconds": 2}},
    "test_nothing_is_held_outside_the_session":
        {"session_block_outside": {"respect_holidays": False, "windows": []}},
    "test_account_that_may_not_trade_is_locked": {"auth_loss_guard": {"check_interval_seconds": 10}},
    "test_blocked_product_is_closed": {"symbol_blocks": {"blocked_symbols": ["MNQ"]}},
    "test_stop_is_placed_and_follows":
        {"trade_management": {"auto_stop": {"enabled": True, "stop_ticks": 40}}},
    "test_daily_profit_locks": {"daily_realized_profit": {"target": 500}},
    "test_recording_replays_what_happened":
        {"daily_realized_loss": {"limit": -500, "include_unrealized": False}},
}


def far_window():
    """A session of one second a week that is certainly not now."""
    import datetime
    day = (datetime.datetime.now() + datetime.timedelta(days=3)).strftime("%a").lower()
    return [{"days": [day], "start": "03:00:00", "end": "03:00:01"}]


class Rules(StageCase):

    guarded = ["PRAC-1", "PRAC-2"]

    def configuration(self):
        rules = json.loads(json.dumps(RULES[self._testMethodName]))
        if "session_block_outside" in rules:
            rules["session_block_outside"]["windows"] = far_window()
        configuration = super().configuration() | {"rules": rules}
        if "recording" in self._testMethodName:
            configuration["record"] = {"file": str(self.folder / "events.ndjson")}
        return configuration

    def hold(self, size=1):
        self.simulator.price("MNQ", START)
        self.simulator.buy("PRAC-1", "MNQ", size)

    def win(self, dollars):
        self.hold()
        self.simulator.price("MNQ", START + dollars / 2)
        self.simulator.sell("PRAC-1", "MNQ", 1)
        self.simulator.price("MNQ", START)

    def stays_locked(self, rule):
        """Whatever is opened is closed."""
        self.wait_lock("PRAC-1", rule)
        self.simulator.buy("PRAC-1", "MNQ", 1)
        self.wait_flat("PRAC-1")

    def test_open_loss_closes_the_position(self):
        """RULE-004: one position is closed, nothing is locked."""
        self.start()
        self.hold()
        self.simulator.price("MNQ", START - 26)
        self.wait_flat("PRAC-1")
        self.assertEqual(self.daemon.locks("PRAC-1"), [])

    def test_open_profit_closes_the_position(self):
        """RULE-005"""
        self.start()
        self.hold()
        self.simulator.price("MNQ", START + 26)
        self.wait_flat("PRAC-1")
        self.assertEqual(self.daemon.locks("PRAC-1"), [])

    def test_too_many_entries_pause_trading(self):
        """RULE-006, R-006-6: what was held at the lock is kept, later entries are closed."""
        self.start()
        self.hold()
        self.simulator.buy("PRAC-1", "MNQ", 1)
        lock = self.wait_lock("PRAC-1", "RULE-006")
        self.assertEqual(lock["policy"], "keep")
        until(lambda: self.size("PRAC-1") in (1, 2), "the excess at most is closed")
        kept = self.size("PRAC-1")
        self.simulator.buy("PRAC-1", "MNQ", 1)
        until(lambda: self.size("PRAC-1") <= kept, "the later entry is closed")
        self.simulator.close("PRAC-1", "MNQ")
        self.wait_flat("PRAC-1")

    def test_a_loss_pauses_trading(self):
        """RULE-007"""
        self.start()
        self.lose("PRAC-1", 150)
        self.assertEqual(self.wait_lock("PRAC-1", "RULE-007")["lock"], "cooldown")
        self.stays_locked("RULE-007")

    def test_position_without_stop_is_closed(self):
        """RULE-008: without a stop closed, with one kept."""
        self.start()
        self.simulator.price("MNQ", START)
        self.simulator.buy("PRAC-2", "MNQ", 1)
        self.simulator.order("PRAC-2", "MNQ", "sell", 1, type="stop", stop_price=START - 100)
        self.hold()
        self.wait_flat("PRAC-1")
        self.assertEqual(self.size("PRAC-2"), 1)
        self.assertEqual(self.daemon.locks("PRAC-1"), [])

    def test_nothing_is_held_outside_the_session(self):
        """RULE-009"""
        self.start()
        self.assertEqual(self.wait_lock("PRAC-1", "RULE-009")["lock"], "session")
        self.stays_locked("RULE-009")

    def test_account_that_may_not_trade_is_locked(self):
        """RULE-010, A-158: locked until the broker itself lets it trade again."""
        self.start()
        self.simulator.control("can_trade", account="PRAC-1", can_trade=False)
        self.wait_lock("PRAC-1", "RULE-010")
        self.simulator.control("can_trade", account="PRAC-1", can_trade=True)
        until(lambda: not self.daemon.locks("PRAC-1"), "the lock ends with its condition", 20)

    def test_blocked_product_is_closed(self):
        """RULE-011: MNQ is closed and cancelled, MES is not."""
        self.start()
        self.simulator.buy("PRAC-1", "MES", 1)
        self.simulator.order("PRAC-1", "MNQ", "buy", 1, type="limit", limit_price=START - 500)
        self.hold()
        until(lambda: self.size("PRAC-1") == 0, "MNQ is closed")
        until(lambda: not self.broker.working_orders(self.id_of("PRAC-1")), "its orders are gone")
        self.assertEqual(self.size("PRAC-1", "MES"), 1)

    def test_stop_is_placed_and_follows(self):
        """RULE-012, R-F-15: a stop with our tag appears, moves up with the market, and goes."""
        self.start()
        account = self.id_of("PRAC-1")
        self.hold()
        self.simulator.price("MNQ", START + 0.25)

        def stop():
            orders = self.broker.working_orders(account)
            return orders[0] if len(orders) == 1 else None

        placed = until(stop, "a stop is placed")
        self.assertTrue(placed["customTag"].startswith(f"riskd:{account}:"), placed)
        self.assertEqual((placed["type"], placed["side"], placed["size"]), (4, 1, 1))
        self.simulator.price("MNQ", START + 10)
        until(lambda: stop() and stop()["stopPrice"] == START + 9, "the stop follows")
        self.simulator.close("PRAC-1", "MNQ")
        self.wait_flat("PRAC-1")

    def test_daily_profit_locks(self):
        """RULE-013"""
        self.start()
        self.win(600)
        self.assertEqual(self.wait_lock("PRAC-1", "RULE-013")["lock"], "hard")
        self.stays_locked("RULE-013")

    def test_recording_replays_what_happened(self):
        """A recording holds what replay needs to come to the same lock; the rules are armed."""
        self.start()
        proven = self.daemon.riskctl("selftest")
        self.assertEqual(proven.returncode, 0, proven.stdout + proven.stderr)
        self.assertIn("armed", proven.stdout)
        self.lose("PRAC-1", 600)
        lock = self.wait_lock("PRAC-1", "RULE-003")
        self.assertEqual(self.daemon.terminate(), 0)
        configuration = self.folder / "replay.json"
        configuration.write_text(json.dumps(
            {"version": 1, "rules": RULES[self._testMethodName]}))
        events = self.folder / "events.ndjson"
        self.assertNotIn("PRAC-1", events.read_text())
        replayed = subprocess.run(
            [BINARIES / "riskctl", "replay", "--config", configuration, "--events", events,
             "--json"], capture_output=True, text=True, check=False)
        self.assertEqual(replayed.returncode, 0, replayed.stderr)
        locks = [each for each in map(json.loads, replayed.stdout.splitlines())
                 if each["kind"] == "lock"]
        self.assertEqual([(each["account"], each["rule"], each["until"]) for each in locks],
                         [(self.id_of("PRAC-1"), "RULE-003", lock["until"])])


if __name__ == "__main__":
    unittest.main()
