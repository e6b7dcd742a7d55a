"""What riskctl tells of a breach, a day and a moment of a real riskd, and the log that goes on."""

import datetime
import json
import subprocess
import unittest

from stage_case import BINARIES, StageCase
from stage.waiting import until


class Story(StageCase):

    rules = {"max_contracts": {"limit": 3}, "daily_realized_loss": {"limit": -500}}

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

    def breach_by_an_open_loss(self):
        """PRAC-1 holds two, with an order beside them, and the price falls. Returns the breach."""
        self.simulator.price("MNQ", 21500)
        self.simulator.buy("PRAC-1", "MNQ", 2)
        self.simulator.order("PRAC-1", "MNQ", "buy", 1, type="limit", limit_price=21000)
        until(lambda: self.ask("orders")["orders"], "the order is known")
        self.simulator.price("MNQ", 21500 - 130)
        lock = self.wait_lock("PRAC-1", "RULE-003")
        self.wait_flat("PRAC-1")
        return str(lock["breach"])

    def finished(self, breach):
        """The timeline, once its end is in the store."""
        def told():
            answer = self.daemon.riskctl("timeline", breach, "--json")
            found = json.loads(answer.stdout)
            return found if found.get("closings") else None
        return until(told, "the end is on record")

    def test_a_breach_is_followed_to_its_end(self):
        """R-O-3: each stage with its delay, and what the delay has cost."""
        self.start()
        breach = self.breach_by_an_open_loss()
        told = self.finished(breach)
        self.assertEqual((told["breach"]["rule"], told["mode"]), ("RULE-003", "enforce"))
        stages = {each["stage"]: each for each in told["stages"]}
        sent, answered, flat = (stages[x]["delay_us"] for x in ("sent", "acknowledged", "flat"))
        self.assertGreater(sent, 0)
        self.assertGreater(answered, sent)
        self.assertGreater(flat, sent)
        self.assertEqual(stages["judged"]["at_most_us"], sent)
        self.assertIsNone(stages["judged"]["at"])
        names = sorted(each["command"] for each in told["commands"])
        self.assertEqual(names, ["cancel_order", "close_position"])
        self.assertEqual({each["outcome"] for each in told["commands"]}, {"accepted"})
        # In a still market closing costs nothing but the fees of the two.
        cost = told["cost_of_delay"]
        self.assertEqual(cost["lost"], "0.00")
        self.assertGreater(float(cost["costs"]), 0)
        self.assertAlmostEqual(float(cost["figure"]) - float(cost["costs"]), float(cost["result"]))
        page = self.show("timeline", breach)
        self.assertIn("close_position", page)
        self.assertIn("Lost by the delay", page)

    def test_a_count_has_no_price(self):
        """What cannot be known is said: prices are not on record."""
        self.start()
        self.simulator.price("MNQ", 21500)
        self.simulator.buy("PRAC-2", "MNQ", 5)
        self.wait_size("PRAC-2", 3)
        day = until(lambda: next((x for x in self.ask("report", "--account", "PRAC-2")["accounts"]
                                  if x["breaches"]), None), "the breach is in the report")
        told = self.finished(str(day["breaches"][0]["breach"]))
        self.assertIsNone(told["cost_of_delay"]["lost"])
        self.assertIn("prices are not on record", self.show("timeline", str(
            told["breach"]["breach"])))
        self.assertIsNotNone(told["stages"][0]["at"])
        self.assertEqual(self.daemon.riskctl("timeline", "1").returncode, 1)

    def test_a_day_and_a_moment_are_told(self):
        """R-O-3, R-L-4: the day in one row, and what bound before, during and after a lock."""
        self.start()
        before = datetime.datetime.now(datetime.timezone.utc)
        breach = self.breach_by_an_open_loss()
        self.finished(breach)
        found = self.ask("report", "--account", "PRAC-1")["accounts"][0]
        self.assertEqual((found["result"]["trades"], found["result"]["closing"]), (2, 1))
        self.assertEqual([str(x["breach"]) for x in found["breaches"]], [breach])
        self.assertEqual([str(x["breach"]) for x in found["locks"]], [breach])
        self.assertEqual((found["commands"]["count"], found["commands"]["accepted"]), (2, 2))
        self.assertFalse(found["is_over"])
        realized = found["result"]["net"]
        until(lambda: self.daemon.account("PRAC-1")["realized"] == realized, "status agrees")
        self.assertIn(realized, self.show("report", found["day"]))
        rows = self.show("report", found["day"], "--csv").splitlines()
        self.assertEqual(len(rows), 3)
        self.assertIn(f"PRAC-1,****2001,{found['day']}", rows[1])
        at = self.ask("why", "PRAC-1", "--at", before.isoformat())
        self.assertEqual((at["locks"], at["breaches"], at["trades"]), ([], [], []))
        self.assertEqual(at["run"]["type"], "service_start")
        now = datetime.datetime.now(datetime.timezone.utc)
        at = self.ask("why", "PRAC-1", "--at", now.isoformat())
        self.assertEqual([x["rule"] for x in at["locks"]], ["RULE-003"])
        self.assertEqual(str(at["locks"][0]["breach"]), str(at["breaches"][-1]["breach"]))
        self.assertEqual(at["result"]["net"], realized)
        page = self.show("why", "PRAC-1", "--at", now.isoformat())
        self.assertIn("What is not known", page)
        late = (now + datetime.timedelta(hours=1)).isoformat()
        self.assertEqual(self.daemon.riskctl("why", "PRAC-1", "--at", late).returncode, 1)

    def test_the_log_goes_on(self):
        """log --follow prints what is added, each record once, and ends with the daemon."""
        self.start()
        follower = subprocess.Popen(
            [BINARIES / "riskctl", "log", "--follow", "--json", "--socket", self.daemon.socket],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(follower.stdout.close)
        records = [json.loads(follower.stdout.readline())]
        self.assertEqual(records[0]["type"], "service_start")
        self.breach_by_an_open_loss()
        while records[-1]["type"] != "command_result":
            records.append(json.loads(follower.stdout.readline()))
        self.assertEqual([x["n"] for x in records], list(range(1, len(records) + 1)))
        self.assertIn("breach", [x["type"] for x in records])
        self.assertEqual(self.daemon.terminate(), 0)
        for line in follower.stdout:
            last = json.loads(line)
        self.assertEqual(last["error"]["code"], "unreachable")
        self.assertEqual(follower.wait(30), 3)

    def test_it_describes_itself(self):
        """The description that riskd serves is the one of its source."""
        self.start()
        answer = subprocess.run(
            ["curl", "--silent", "--fail", "--unix-socket", self.daemon.socket,
             "http://riskd/v1/openapi.json"], capture_output=True, text=True, check=True)
        described = json.loads(answer.stdout)
        self.assertIn("/v1/timeline/{breach}", described["paths"])
        self.assertEqual(described["openapi"], "3.1.0")


if __name__ == "__main__":
    unittest.main()
