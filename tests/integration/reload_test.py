"""Reading the configuration again: tighter at once, looser at the next reset, by reload or restart."""

import datetime
import json
import unittest

from stage_case import StageCase
from stage.waiting import until


def reset_in(seconds):
    """A reset rule whose next boundary is that far away."""
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return {"time": at.strftime("%H:%M:%S"), "timezone": "UTC"}


class Reload(StageCase):

    guarded = ["PRAC-1", "PRAC-2"]

    def configuration(self, limit=-500, **more):
        return super().configuration() | {"rules": {
            "daily_realized_loss": {"limit": limit, "include_unrealized": False}}} | more

    def write(self, limit=-500, **more):
        self.daemon.configure(self.configuration(limit, **more))

    def reload(self, code=0):
        answer = self.daemon.riskctl("config", "reload", "--json")
        self.assertEqual(answer.returncode, code, answer.stdout + answer.stderr)
        return json.loads(answer.stdout)

    def in_force(self, name="PRAC-1"):
        """The limit that the running daemon judges by."""
        answer = json.loads(self.daemon.riskctl("rules", "--account", name, "--json").stdout)
        rule = next(x for x in answer["accounts"][0]["rules"] if x["rule"] == "RULE-003")
        return {x["key"]: x["value"] for x in rule["parameters"]}["limit"]

    def pending(self, name="PRAC-1"):
        pending = self.daemon.account(name)["pending"]
        return pending and [(x["key"], x["before"], x["after"]) for x in pending["changes"]]

    def audited(self, kind):
        lines = (self.daemon.folder / "state" / "audit.ndjson").read_text().splitlines()
        return [x for x in map(json.loads, lines) if x["type"] == kind]

    def test_a_looser_limit_waits_and_the_lock_stays(self):
        """A-77, R-C-8, R-C-9: accepted as pending, the lock stays, both hashes audited."""
        self.start()
        self.lose("PRAC-1", 600)
        lock = self.wait_lock("PRAC-1", "RULE-003")
        before = self.daemon.account("PRAC-1")["config"]
        self.write(-800)
        answer = self.reload()
        change = {"key": "rules.daily_realized_loss.limit", "before": -500, "after": -800}
        for account in answer["accounts"]:
            self.assertEqual(account["tightened"], [])
            self.assertEqual(account["pending"]["changes"], [change])
        until(lambda: self.pending() == [("rules.daily_realized_loss.limit", -500, -800)],
              "status shows it")
        self.assertEqual(self.daemon.locks("PRAC-1")[0]["until"], lock["until"])
        self.assertEqual(self.in_force(), -500)
        until(lambda: self.audited("configuration"), "it is audited")
        entry = self.audited("configuration")[0]
        self.assertEqual((entry["data"]["before"], entry["data"]["after"]), (before, before))
        self.assertEqual(entry["data"]["pending rules.daily_realized_loss.limit"], "-500 -> -800")
        self.lose("PRAC-2", 600)
        self.wait_lock("PRAC-2", "RULE-003")

    def test_a_tighter_limit_locks_at_once(self):
        """A-140, R-C-9: the loss that is there already is judged by the new limit."""
        self.start()
        self.lose("PRAC-1", 350)
        until(lambda: self.daemon.account("PRAC-1")["realized"].startswith("-35"), "it is known")
        self.assertEqual(self.daemon.locks("PRAC-1"), [])
        self.write(-300)
        answer = self.reload()
        self.assertEqual(answer["accounts"][0]["pending"], None)
        self.wait_lock("PRAC-1", "RULE-003")
        self.assertEqual(self.in_force(), -300)
        self.assertEqual(self.daemon.locks("PRAC-2"), [])

    def test_a_restart_does_not_loosen(self):
        """A-141, R-C-7: the limit of the day stays in force; an account taken out stays guarded."""
        self.start()
        self.assertEqual(self.daemon.terminate(), 0)
        looser = self.configuration(-5000)
        looser["accounts"] = [{"name": "PRAC-1"}]
        looser["gateway"] |= {"rest_url": "http://127.0.0.1:9"}
        self.daemon.configure(looser)
        self.start()
        self.assertEqual(self.in_force("PRAC-1"), -500)
        self.assertIn(("rules.daily_realized_loss.limit", -500, -5000), self.pending("PRAC-1"))
        self.assertEqual(self.pending("PRAC-2"), [("account", "guarded", "not guarded")])
        self.lose("PRAC-2", 600)
        self.wait_lock("PRAC-2", "RULE-003")
        self.lose("PRAC-1", 600)
        self.wait_lock("PRAC-1", "RULE-003")

    def test_what_waits_takes_effect_at_the_reset(self):
        """R-C-8: not before the boundary, and then without being asked again."""
        reset = reset_in(25)
        self.write(-500, reset=reset)
        self.start()
        self.write(-2000, reset=reset)
        self.reload()
        self.assertEqual(self.in_force(), -500)
        until(self.pending, "status shows what waits")
        until(lambda: self.pending() is None, "the reset", 60)
        self.assertEqual(self.in_force(), -2000)
        self.lose("PRAC-1", 600)
        until(lambda: self.daemon.account("PRAC-1")["realized"].startswith("-60"), "it is known")
        self.assertEqual(self.daemon.locks("PRAC-1"), [])
        self.assertEqual(self.daemon.terminate(), 0)
        self.start()
        self.assertEqual(self.in_force(), -2000)

    def test_an_account_is_added(self):
        """R-C-8: added accounts are guarded at once."""
        self.guarded = ["PRAC-1"]
        self.write()
        self.start()
        more = self.configuration()
        more["accounts"] = [{"name": "PRAC-1"}, {"name": "PRAC-2"}]
        self.daemon.configure(more)
        self.reload()
        until(lambda: any(x["name"] == "PRAC-2" and x["state"] == "PROTECTED"
                          for x in self.daemon.status()["accounts"]), "it is guarded", 20)
        self.lose("PRAC-2", 600)
        self.wait_lock("PRAC-2", "RULE-003")

    def test_a_bad_file_changes_nothing(self):
        """R-C-6, A-78: refused as a whole; the previous one stays in force."""
        self.start()
        bad = self.configuration(-100)
        bad["rules"]["trade_frequency_limit"] = {"limits": {"per_minute": 20, "per_hour": 10}}
        self.daemon.configure(bad)
        answer = self.reload(5)
        self.assertFalse(answer["accepted"])
        self.assertIn("E-3", answer["problems"][0])
        self.assertEqual(self.in_force(), -500)
        until(lambda: any("refused" in x["text"] for x in self.audited("admin_request")),
              "it is audited")
        shown = self.daemon.riskctl("config", "reload")
        self.assertEqual(shown.returncode, 5)
        self.assertIn("Refused", shown.stdout)


if __name__ == "__main__":
    unittest.main()
