"""Recordings of a riskd that is at work, and their replay."""

import json
import pathlib
import subprocess
import unittest

from stage_case import BINARIES, StageCase
from stage.waiting import until


class Recording(StageCase):

    def setUp(self):
        super().setUp()
        self.target = self.folder / "events.ndjson"

    def record(self, *words, code=0):
        answer = self.daemon.riskctl("record", *words)
        self.assertEqual(answer.returncode, code, answer.stdout + answer.stderr)
        return answer

    def state(self):
        return json.loads(self.record("status", "--json").stdout)

    def lines(self, file):
        return [json.loads(line) for line in file.read_text().splitlines()]

    def of(self, file, kind, name):
        return [each["data"] for each in self.lines(file)
                if each["type"] == kind and each.get("account") == self.id_of(name)]

    def replay(self, file):
        """What the file comes to under the rules of the daemon, for every account in it."""
        configuration = self.folder / "replay.json"
        configuration.write_text(json.dumps({"version": 1, "rules": self.rules}))
        done = subprocess.run([BINARIES / "riskctl", "replay", "--config", configuration, "--events",
                               file, "--json"], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def audited(self):
        lines = (self.daemon.folder / "state" / "audit.ndjson").read_text().splitlines()
        return [x["text"] for x in map(json.loads, lines) if x["type"] == "admin_request"]

    def test_a_recording_begun_at_midday_knows_the_morning(self):
        """R-O-1: what was open and lost before it began is in it, so that its replay locks as well."""
        self.start()
        self.lose("PRAC-1", 300)
        self.simulator.buy("PRAC-1", "MNQ", 2)
        self.simulator.order("PRAC-1", "MNQ", "sell", 2, type="stop", stop_price=20000)
        until(lambda: len(self.daemon.account("PRAC-1")["orders"]) == 1, "the stop is known")
        until(lambda: self.daemon.account("PRAC-1")["realized"].startswith("-30"), "the loss is")
        self.assertIn(str(self.target), self.record("start", "--output", self.target).stdout)
        self.assertEqual(self.target.stat().st_mode & 0o777, 0o600)
        self.simulator.sell("PRAC-1", "MNQ", 2)
        self.wait_size("PRAC-1", 0)
        self.lose("PRAC-1", 250)
        self.wait_lock("PRAC-1", "RULE-003")
        self.wait_flat("PRAC-1")
        until(lambda: not self.daemon.account("PRAC-1")["orders"], "nothing is left to be told")
        self.assertEqual(self.state()["state"], "recording")
        told = self.record("stop").stdout
        self.assertEqual(told, f"{self.target}: {len(self.lines(self.target))} events\n")
        self.assertEqual(self.of(self.target, "position", "PRAC-1")[0]["size"], 2)
        self.assertEqual(self.of(self.target, "order", "PRAC-1")[0]["size"], 2)
        locks = [each for each in self.replay(self.target) if each["kind"] == "lock"]
        self.assertEqual([(each["account"], each["rule"]) for each in locks],
                         [(self.id_of("PRAC-1"), "RULE-003")])
        self.assertNotIn("PRAC-1", self.target.read_text())
        until(lambda: len(self.audited()) == 2, "both requests are audited")

    def test_an_idle_account_is_in_it_as_well(self):
        self.start()
        self.simulator.buy("PRAC-2", "MNQ", 1)
        self.wait_size("PRAC-2", 1)
        until(lambda: self.daemon.account("PRAC-2")["positions"], "the position is known")
        told = json.loads(self.record("start", "--json").stdout)
        file = pathlib.Path(told["file"])
        self.assertEqual(file.parent, self.daemon.folder / "state" / "recordings")
        self.assertEqual(file.parent.stat().st_mode & 0o777, 0o700)
        until(lambda: self.of(file, "account", "PRAC-1") and self.of(file, "position", "PRAC-2"),
              "every account is told of")
        ended = json.loads(self.record("stop", "--json").stdout)
        self.assertEqual((ended["state"], ended["missing"]), ("ended", 0))
        self.assertEqual(ended["events"], len(self.lines(file)))

    def test_one_at_a_time_and_nothing_is_overwritten(self):
        self.start()
        self.assertIn("Nothing is being recorded", self.record("status").stdout)
        self.assertIn("no recording is being made", self.record("stop", code=1).stderr)
        self.target.write_text("precious")
        self.assertIn(str(self.target), self.record("start", "--output", self.target, code=1).stderr)
        self.assertEqual(self.target.read_text(), "precious")
        first, second = self.folder / "first.ndjson", self.folder / "second.ndjson"
        self.record("start", "--output", first)
        self.assertIn(str(first), self.record("start", "--output", second, code=1).stderr)
        self.record("stop")
        self.record("start", "--output", second)
        self.assertIn(str(second), self.record("status").stdout)
        until(lambda: sum("refused" in x for x in self.audited()) == 2, "refusals are audited")

    def test_a_full_disk_is_told_and_riskd_goes_on(self):
        self.start()
        self.record("start", "--output", "/dev/full", code=1)
        self.daemon.terminate()
        configuration = self.configuration()
        configuration["record"] = {"file": "/dev/full"}
        self.daemon.configure(configuration)
        self.start()
        self.lose("PRAC-1", 600)
        self.wait_lock("PRAC-1", "RULE-003")
        until(lambda: self.state()["missing"] > 0, "what is missing is counted")
        self.assertIn("MISSING: the recording cannot be written", self.record("status").stdout)
        self.assertTrue(self.daemon.log("recording.incomplete"))
        self.assertIn("MISSING", self.record("stop", code=1).stdout)

    def test_without_a_daemon(self):
        """R-O-6"""
        self.assertIn("UNPROTECTED", self.record("start", code=3).stdout)


if __name__ == "__main__":
    unittest.main()
