"""What riskctl tells of a real riskd: results, what is open, the past, why; and how it ends it."""

import json
import os
import unittest

from stage_case import StageCase
from stage.waiting import until


class History(StageCase):

    rules = StageCase.rules | {"auth_loss_guard": {"check_interval_seconds": 10}}

    def ask(self, *words):
        """The answer of a command with --json."""
        answer = self.daemon.riskctl(*words, "--json")
        self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr)
        return json.loads(answer.stdout)

    def show(self, *words):
        """What a command prints for people."""
        answer = self.daemon.riskctl(*words)
        self.assertEqual((answer.returncode, answer.stderr), (0, ""))
        return answer.stdout

    def logged(self, kind, account="PRAC-1"):
        return [x for x in self.ask("log", "--account", account)["records"] if x["type"] == kind]

    def test_what_is_open_is_told(self):
        """R-O-3: pnl, positions, orders and hours of one account and of all."""
        self.start()
        self.simulator.price("MNQ", 21500)
        self.simulator.buy("PRAC-1", "MNQ", 2)
        self.simulator.order("PRAC-2", "MNQ", "buy", 1, type="limit", limit_price=21000)
        until(lambda: self.ask("positions")["positions"], "the position is told")
        position = self.ask("positions", "--account", "PRAC-1")["positions"][0]
        self.assertEqual((position["name"], position["direction"], position["size"]),
                         ("PRAC-1", "long", 2))
        self.assertIn("PRAC-1", self.show("positions"))
        self.assertEqual(self.show("positions", "--account", "PRAC-2"), "No positions are open.\n")
        until(lambda: self.ask("orders")["orders"], "the order is told")
        order = self.ask("orders", "--account", "PRAC-2")["orders"][0]
        self.assertEqual((order["side"], order["size"], order["limit_price"]), ("buy", 1, "21000"))
        limits = self.ask("pnl", "--account", "PRAC-1")["accounts"][0]["limits"]
        self.assertEqual([x["rule"] for x in limits], ["RULE-003"])
        self.assertIn("-500.00", self.show("pnl"))
        for account in self.ask("hours")["accounts"]:
            self.assertIsNone(account["session"])
            self.assertEqual(account["next_reset"],
                             self.daemon.account(account["name"])["next_reset"])
        self.assertIn("always open", self.show("hours"))
        self.simulator.close("PRAC-1", "MNQ")

    def test_a_lock_is_told_while_it_binds_and_after(self):
        """R-L-4: the past knows each lock, how it ended, and the breach that caused it."""
        self.start()
        self.lose("PRAC-1", 600)
        lock = self.wait_lock("PRAC-1", "RULE-003")
        told = until(lambda: self.ask("locks", "--history")["locks"], "the lock is on record")
        self.assertEqual((told[0]["rule"], told[0]["until"], told[0]["breach"], told[0]["ended"]),
                         ("RULE-003", lock["until"], lock["breach"], None))
        self.simulator.control("can_trade", account="PRAC-2", can_trade=False)
        self.wait_lock("PRAC-2", "RULE-010")
        self.simulator.control("can_trade", account="PRAC-2", can_trade=True)
        until(lambda: not self.daemon.locks("PRAC-2"), "the lock ends with its condition", 20)
        ended = until(lambda: [x for x in self.ask("locks", "--history", "--account", "PRAC-2")
                               ["locks"] if x["ended"]], "its end is on record")
        self.assertEqual((ended[0]["rule"], ended[0]["ended_by"]), ("RULE-010", "condition"))
        self.assertIn("in force", self.show("locks", "--history", "--account", "PRAC-1"))
        self.assertIn("condition", self.show("locks", "--history", "--tail", "1"))

    def test_the_log_and_why_tell_the_reason(self):
        """R-P-7: the audit in plain English, with the same records as the file."""
        self.start()
        before = self.ask("why", "PRAC-1")
        rule = next(x for x in before["rules"] if x["rule"] == "RULE-003")
        self.assertEqual((rule["distance"], before["locks"], before["trades"]), ("500.00", [], []))
        self.assertIn("500.00 USD away", self.show("why", "PRAC-1"))
        self.lose("PRAC-1", 600)
        self.wait_lock("PRAC-1", "RULE-003")
        until(lambda: self.logged("lock"), "the lock is logged")
        breach = self.logged("breach")[0]
        file = self.daemon.folder / "state" / "audit.ndjson"
        until(lambda: any(json.loads(x)["n"] == breach["n"]
                          for x in file.read_text().splitlines()), "the record is in the file")
        line = next(x for x in map(json.loads, file.read_text().splitlines())
                    if x["n"] == breach["n"])
        self.assertEqual((line["text"], line["rule"], line["ts"]),
                         (breach["text"], breach["rule"], breach["ts"]))
        self.assertEqual(self.logged("breach", "PRAC-2"), [])
        self.assertIn(breach["text"], self.show("log"))
        until(lambda: len(self.ask("why", "PRAC-1")["trades"]) == 2, "both trades are on record")
        after = self.ask("why", "PRAC-1")
        rule = next(x for x in after["rules"] if x["rule"] == "RULE-003")
        self.assertTrue(rule["distance"].startswith("-1"), rule)
        self.assertEqual(after["locks"][0]["rule"], "RULE-003")
        self.assertIn("RULE-003", self.show("why", "PRAC-1"))

    def test_refused_words_are_on_record(self):
        """A-39, R-P-6: exit 2, nothing changes, and the audit knows who asked for what."""
        self.start()
        self.lose("PRAC-1", 600)
        lock = self.wait_lock("PRAC-1", "RULE-003")
        refused = self.daemon.riskctl("unlock", "PRAC-1")
        self.assertEqual(refused.returncode, 2)
        again = self.daemon.riskctl("locks", "--reset")
        self.assertEqual(again.returncode, 2)
        texts = until(lambda: [x["text"] for x in self.ask("log", "--tail", "1000")["records"]
                               if "Refused to uid" in x["text"]], "it is on record")
        self.assertEqual(texts, [f"Refused to uid {os.getuid()}: riskctl unlock. Nothing changed."])
        kept = self.daemon.locks("PRAC-1")
        self.assertEqual(kept, [lock | {"remaining_seconds": kept[0]["remaining_seconds"]}])

    def test_no_record_tells_an_account_number(self):
        """R-P-8: accounts are told by name and by the last digits of their number."""
        self.start()
        self.lose("PRAC-1", 600)
        self.wait_lock("PRAC-1", "RULE-003")
        until(lambda: self.logged("lock"), "the lock is logged")
        for words in (["log", "--tail", "1000"], ["locks", "--history"], ["why", "PRAC-1"],
                      ["positions"], ["orders"], ["pnl"], ["hours"], ["status"]):
            told = self.show(*words) + json.dumps(self.ask(*words))
            for name in ("PRAC-1", "PRAC-2"):
                self.assertNotIn(str(self.id_of(name)), told, words)

    def test_shutdown_ends_it_and_is_audited(self):
        """R-O-1, R-G-9, R-P-6: as SIGTERM does, with exit code 0; who asked is on record."""
        self.start()
        self.assertIn("riskd ends.", self.show("shutdown"))
        self.assertEqual(self.daemon.program.wait(), 0)
        texts = [json.loads(x)["text"] for x in
                 (self.daemon.folder / "state" / "audit.ndjson").read_text().splitlines()]
        self.assertTrue(any(x.startswith("Shutdown asked for by uid ") for x in texts), texts)
        gone = self.daemon.riskctl("shutdown")
        self.assertEqual((gone.returncode, gone.stdout),
                         (3, "UNPROTECTED: riskd is not running\n"))


if __name__ == "__main__":
    unittest.main()
