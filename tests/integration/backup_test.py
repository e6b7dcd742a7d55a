"""Backups of a riskd that is at work, and a start from one."""

import json
import pathlib
import shutil
import sqlite3
import threading
import unittest

from stage_case import BINARIES, StageCase
from stage.daemon import run
from stage.waiting import until


def ask(file, sql):
    database = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        return database.execute(sql).fetchone()[0]
    finally:
        database.close()


class Backup(StageCase):

    def setUp(self):
        super().setUp()
        self.state = self.daemon.folder / "state"
        self.target = self.folder / "riskd.db"

    def back_up(self, *words, code=0):
        answer = self.daemon.riskctl("backup", *words)
        self.assertEqual(answer.returncode, code, answer.stdout + answer.stderr)
        return answer

    def audited(self, kind):
        lines = (self.state / "audit.ndjson").read_text().splitlines()
        return [x["text"] for x in map(json.loads, lines) if x["type"] == kind]

    def check(self, file):
        """What every backup must be."""
        self.assertEqual(file.stat().st_mode & 0o777, 0o600)
        self.assertEqual(ask(file, "PRAGMA integrity_check"), "ok")
        self.assertEqual(list(file.parent.glob(file.name + "?*")), [])

    def trade_until(self, over):
        """Fills and cancels, as fast as the simulator takes them."""
        while not over.is_set():
            self.simulator.buy("PRAC-2", "MNQ", 1)
            self.simulator.sell("PRAC-2", "MNQ", 1)

    def test_backups_under_load(self):
        """R-O-1, R-O-3, R-P-6: whole, one after another, while orders are filled and a lock acts."""
        self.start()
        over = threading.Event()
        trader = threading.Thread(target=self.trade_until, args=(over,))
        trader.start()
        try:
            for number in range(3):
                target = self.folder / f"{number}.db"
                told = json.loads(self.back_up("--output", target, "--json").stdout)
                self.assertEqual((told["state"], told["file"]), ("done", str(target)))
                self.assertEqual(told["bytes"], target.stat().st_size)
                self.check(target)
            self.lose("PRAC-1", 600)
            for_people = self.back_up("--output", self.target)
            self.wait_lock("PRAC-1", "RULE-003")
        finally:
            over.set()
            trader.join()
        self.assertIn(f"{self.target}: {self.target.stat().st_size} bytes, schema ",
                      for_people.stdout)
        counts = [ask(self.folder / f"{number}.db", "SELECT count(*) FROM events")
                  for number in range(3)]
        self.assertEqual(counts, sorted(counts))
        self.assertNotIn("store_failed", self.daemon.alerts())
        until(lambda: len(self.audited("backup")) == 4, "all are audited")
        self.assertEqual(len([x for x in self.audited("admin_request") if "Backup" in x]), 4)
        self.assertEqual(len(self.daemon.log("backup.done")), 4)

    def test_default_place(self):
        self.start()
        told = json.loads(self.back_up("--json").stdout)
        file = pathlib.Path(told["file"])
        self.assertEqual(file.parent, self.state / "backups")
        self.assertEqual(file.parent.stat().st_mode & 0o777, 0o700)
        self.check(file)

    def test_nothing_is_overwritten(self):
        self.start()
        self.target.write_text("precious")
        refused = self.back_up("--output", self.target, code=1)
        self.assertIn("exists already", refused.stderr)
        self.assertEqual(self.target.read_text(), "precious")
        until(lambda: any("refused" in x for x in self.audited("admin_request")), "it is audited")
        failed = self.back_up("--output", self.folder / "none" / "riskd.db", code=1)
        self.assertIn(str(self.folder / "none"), failed.stderr)
        until(lambda: self.audited("backup"), "that is audited as well")

    def test_without_a_daemon(self):
        """R-O-6"""
        answer = self.back_up("--output", self.target, code=3)
        self.assertIn("UNPROTECTED", answer.stdout)
        self.assertFalse(self.target.exists())

    def test_a_start_from_a_backup(self):
        """As docs/OPERATIONS.md describes it: locks made before it stay, later ones come back too."""
        self.start()
        self.lose("PRAC-1", 600)
        lock = self.wait_lock("PRAC-1", "RULE-003")
        self.back_up("--output", self.target)
        self.lose("PRAC-2", 600)
        self.wait_lock("PRAC-2", "RULE-003")
        self.assertEqual(self.daemon.terminate(), 0)
        aside = self.folder / "aside"
        aside.mkdir()
        for file in self.state.glob("journal.db*"):
            shutil.move(file, aside)
        shutil.copyfile(self.target, self.state / "journal.db")
        self.start()
        self.assertEqual(self.wait_lock("PRAC-1", "RULE-003")["until"], lock["until"])
        self.wait_lock("PRAC-2", "RULE-003")
        self.assertNotIn("store_rebuilt", self.daemon.alerts())
        self.assertEqual([x["rule"] for x in self.daemon.locks("PRAC-1")], ["RULE-003"])
        # The audit had gone on after the backup: that is told, and nothing of it is lost.
        self.assertIn("audit_broken", self.daemon.alerts())
        older = next(self.state.glob("audit.ndjson.quarantine-*"))
        answer = run([BINARIES / "riskctl", "audit", "verify", older,
                      self.state / "audit.ndjson"])
        self.assertEqual(answer.returncode, 0, answer.stdout)
        self.assertEqual((self.state / "journal.db").stat().st_mode & 0o777, 0o600)


if __name__ == "__main__":
    unittest.main()
