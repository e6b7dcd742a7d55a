"""What riskd writes about a session: the audit in plain English, and the checkpoints of its log."""

import json
import unittest

from stage_case import StageCase
from stage.waiting import until


class Records(StageCase):

    def audit(self):
        file = self.daemon.folder / "state" / "audit.ndjson"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def of(self, kind):
        return [each for each in self.audit() if each["type"] == kind]

    def play(self):
        """A start, a reduction, a lock, requests of an administrator, the end."""
        self.start()
        self.simulator.buy("PRAC-2", "MNQ", 5)
        self.wait_size("PRAC-2", 3)
        self.simulator.buy("PRAC-1", "MES", 2)
        self.lose("PRAC-1", 600)
        self.wait_lock("PRAC-1", "RULE-003")
        self.wait_flat("PRAC-1")
        self.assertEqual(self.daemon.riskctl("selftest").returncode, 0)
        until(lambda: self.daemon.log("enforcement.verified"), "the proof", pause=0.3)
        self.configured_again()
        self.assertEqual(self.daemon.terminate(), 0)

    def configured_again(self):
        configuration = self.configuration()
        configuration["rules"] = {**self.rules, "max_contracts": {"limit": 2}}
        self.daemon.configure(configuration)
        self.assertEqual(self.daemon.riskctl("config", "reload").returncode, 0)
        until(lambda: any(each["data"]["before"] != each["data"]["after"]
                          for each in self.of("configuration")), "the change is audited")

    def test_audit_tells_everything_in_english(self):
        """R-P-6, R-P-7"""
        self.play()
        kinds = {each["type"] for each in self.audit()}
        self.assertLessEqual({"service_start", "service_stop", "configuration", "breach", "lock",
                              "command", "command_result", "admin_request"}, kinds)
        for each in self.audit():
            self.assertTrue(each["text"].isascii(), each)
            self.assertTrue(each["text"].endswith("."), each)
        breach = next(each for each in self.of("breach") if each["rule"] == "RULE-003")
        self.assertRegex(breach["text"], r"-\d+\.\d\d <= -500\.00\.")
        lock = self.of("lock")[0]
        self.assertRegex(lock["text"], r"Locked until \d{4}-\d\d-\d\d 17:00 America/Chicago\.")
        results = self.of("command_result")
        self.assertIn("accepted", {each["data"]["outcome"] for each in results})
        self.assertTrue(all(int(each["data"]["to_reply_us"]) >= 0 for each in results))
        asked = " ".join(each["text"] for each in self.of("admin_request"))
        self.assertIn("Self-test", asked)
        self.assertIn("Configuration read again", asked)

    def test_log_has_the_checkpoints(self):
        """R-P-9"""
        self.play()
        fields = {"service_start": {"version", "pid", "config_hash"},
                  "config_loaded": {"rules_enabled", "rules_disabled", "defaulted_keys",
                                    "warnings"},
                  "gateway_connected": {"account", "can_trade", "hubs", "contracts"},
                  "rules_initialized": {"account", "expected", "loaded"},
                  "engine_running": {"account", "locks", "missed_resets", "positions", "ready"},
                  "event_received": {"account", "type", "seq", "source_ts", "age_ms"},
                  "rule_evaluated": {"account", "rule", "result", "observed", "limit"},
                  "enforcement_triggered": {"account", "rule", "command", "id"}}
        for name, wanted in fields.items():
            lines = self.daemon.log(f"checkpoint.{name}")
            self.assertTrue(lines, name)
            for each in lines:
                self.assertLessEqual(wanted, each.keys(), name)
        for each in self.daemon.log("checkpoint.rules_initialized"):
            self.assertEqual(each["expected"], each["loaded"])
        results = {each["result"] for each in self.daemon.log("checkpoint.rule_evaluated")}
        self.assertEqual(results, {"pass", "breach"})
        for follower in ("enforcement.result", "enforcement.verified"):
            self.assertTrue(self.daemon.log(follower), follower)


if __name__ == "__main__":
    unittest.main()
