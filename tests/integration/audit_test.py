"""The audit of a real riskd, verified by the real riskctl."""

import csv
import io
import json
import unittest

from stage_case import BINARIES, StageCase
from stage.daemon import run
from stage.waiting import until


def riskctl(*words):
    return run([BINARIES / "riskctl", *words])


class Audit(StageCase):

    def setUp(self):
        super().setUp()
        self.state = self.daemon.folder / "state"
        self.file = self.state / "audit.ndjson"

    def records(self, file=None):
        return [json.loads(line) for line in (file or self.file).read_text().splitlines()]

    def verify(self, *words):
        """Exit code and answer of `audit verify`."""
        answer = riskctl("audit", "verify", *words, "--json")
        return answer.returncode, json.loads(answer.stdout)

    def wait_for_record(self, kind, account=None):
        def found():
            return self.file.exists() and any(
                x["type"] == kind and account in (None, x["account"]) for x in self.records())
        until(found, f"a record of a {kind}")

    def lock(self, name):
        self.lose(name, 600)
        self.wait_lock(name, "RULE-003")
        self.wait_for_record("lock", self.id_of(name))

    def end(self):
        self.assertEqual(self.daemon.terminate(), 0)

    def test_files_of_a_running_riskd_are_whole(self):
        """R-P-5: while it writes, over a renamed file, and compared with its store."""
        self.start()
        self.lock("PRAC-1")
        code, answer = self.verify(self.file, "--store", self.state)
        self.assertEqual((code, answer["findings"]), (0, []))
        self.assertGreater(answer["records"], 3)
        older = self.state / "audit-1.ndjson"
        self.file.rename(older)
        self.lock("PRAC-2")
        self.end()
        for files in ((older, self.file), (self.file, older)):
            code, answer = self.verify(*files, "--store", self.state)
            self.assertEqual((code, answer["findings"]), (0, []))
            self.assertEqual(answer["chains"][0]["files"], [str(older), str(self.file)])
            self.assertEqual(answer["records"],
                             len(self.records(older)) + len(self.records()))
        for_people = riskctl("audit", "verify", self.file, older)
        self.assertEqual(for_people.returncode, 0)
        self.assertIn(" records in 2 files, chain whole, from 1 (20", for_people.stdout)
        middle = riskctl("audit", "verify", self.file)
        self.assertEqual(middle.returncode, 0)
        self.assertIn("Not given: what was before record ", middle.stdout)

    def test_one_changed_byte(self):
        """A-149: exit code 7, and the next start raises audit_broken and begins a new chain."""
        self.start()
        self.lock("PRAC-1")
        self.end()
        content = bytearray(self.file.read_bytes())
        lines = self.file.read_text().splitlines()
        line = next(i for i, x in enumerate(lines, 1) if json.loads(x)["type"] == "lock")
        content[content.index(b'"type":"lock"') + 9] ^= 1
        self.file.write_bytes(content)
        code, answer = self.verify(self.file)
        self.assertEqual(code, 7)
        self.assertEqual([(x["line"], x["n"], x["fault"]) for x in answer["findings"]],
                         [(line, line, "changed")])
        for_people = riskctl("audit", "verify", self.file)
        self.assertEqual(for_people.returncode, 7)
        self.assertIn(f"{self.file}:{line}: record {line}: changed: ", for_people.stdout)
        self.start()
        self.assertIn("audit_broken", self.daemon.alerts())
        self.wait_for_record("audit_broken")
        self.assertEqual(self.records()[0]["type"], "audit_broken")
        old = next(self.state.glob("audit.ndjson.quarantine-*"))
        code, answer = self.verify(self.file, "--store", self.state)
        self.assertEqual((code, answer["findings"]), (0, []))
        self.assertIn(f"line {line}", answer["chains"][0]["begins_anew"])
        code, answer = self.verify(self.file, old)
        self.assertEqual((code, len(answer["findings"]), len(answer["chains"])), (7, 1, 2))

    def test_what_is_cut_off_shows_in_the_store(self):
        """R-P-5: the last number and hash are in the store as well."""
        self.start()
        self.lock("PRAC-1")
        self.end()
        lines = self.file.read_bytes().splitlines(keepends=True)
        self.file.write_bytes(b"".join(lines[:-2]))
        self.assertEqual(self.verify(self.file)[0], 0)
        code, answer = self.verify(self.file, "--store", self.state)
        self.assertEqual(code, 7)
        self.assertEqual([x["fault"] for x in answer["findings"]], ["store"])
        self.file.write_bytes(b"".join(lines[:-1]) + lines[-1][:20])
        code, answer = self.verify(self.file)
        self.assertEqual((code, [x["fault"] for x in answer["findings"]]), (7, ["cut_off"]))
        del lines[2:4]
        self.file.write_bytes(b"".join(lines))
        code, answer = self.verify(self.file)
        self.assertEqual((code, [(x["line"], x["fault"]) for x in answer["findings"]]),
                         (7, [(3, "number")]))

    def test_exit_codes(self):
        """R-O-7"""
        missing = riskctl("audit", "verify", self.folder / "absent.ndjson")
        self.assertEqual((missing.returncode, missing.stdout), (6, ""))
        self.assertIn("absent.ndjson", missing.stderr)
        self.assertEqual(self.verify(self.folder)[0], 6)
        empty = self.folder / "empty.ndjson"
        empty.write_text("")
        self.assertEqual(self.verify(empty)[0], 0)
        self.assertEqual(self.verify(empty, "--store", self.folder / "absent.db")[0], 6)
        for words in (["audit"], ["audit", "verify"], ["audit", "prove", empty], ["export"],
                      ["export", "days"], ["export", "audit", "--store", ".", "--chain", "0"]):
            self.assertEqual(riskctl(*words).returncode, 2, words)

    def test_exports(self):
        """R-V-9, R-V-17: the audit to the byte, the days as sums; while riskd runs and after."""
        self.start()
        self.lock("PRAC-1")
        copy = self.folder / "audit-copy.ndjson"
        done = riskctl("export", "audit", "--store", self.state, "--output", copy)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(copy.stat().st_mode & 0o777, 0o600)
        self.assertEqual(self.verify(copy)[0], 0)
        self.assertTrue(self.file.read_bytes().startswith(copy.read_bytes()))
        again = riskctl("export", "audit", "--store", self.state, "--output", copy)
        self.assertEqual(again.returncode, 1)
        self.assertIn("exists already", again.stderr)
        days = riskctl("export", "days", "--store", self.state, "--account", "PRAC-1")
        self.assertEqual(days.returncode, 0, days.stderr)
        rows = list(csv.DictReader(io.StringIO(days.stdout)))
        # The simulator's spread adds a tick or two.
        self.assertEqual([(x["name"], x["trades"], x["closing_trades"], x["gross"][:3])
                          for x in rows], [("PRAC-1", "2", "1", "-60")])
        self.assertEqual(rows[0]["account"], str(self.id_of("PRAC-1")))
        nobody = riskctl("export", "days", "--store", self.state, "--account", "nobody")
        self.assertEqual((nobody.returncode, nobody.stdout), (1, ""))
        self.end()
        last = riskctl("export", "audit", "--store", self.state)
        self.assertEqual(last.stdout, self.file.read_text())


if __name__ == "__main__":
    unittest.main()
