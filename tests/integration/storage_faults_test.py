"""A riskd whose store cannot be read or written: by a newer program, a lock, a full disk, rights."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import unittest

from stage_case import BINARIES, StageCase
from stage.waiting import until


class StorageFaults(StageCase):

    def setUp(self):
        super().setUp()
        self.state = self.daemon.folder / "state"

    def digests(self):
        return {x.name: hashlib.sha256(x.read_bytes()).hexdigest()
                for x in self.state.iterdir() if x.name != "riskd.lock"}

    def reasons(self, event):
        return [x["reason"] for x in self.daemon.log(event)]

    def wait_store_failed(self):
        until(lambda: "store_failed" in self.daemon.alerts(), "an alert", pause=0.2)
        until(lambda: (self.daemon.account("PRAC-1") or {}).get("state") == "UNPROTECTED",
              "the account is unprotected", pause=0.2)

    def wait_recovered(self):
        until(lambda: self.daemon.log("journal.recovered"), "it can be written again", pause=0.2)
        self.daemon.wait_protected(*self.guarded)

    def check_enforcement_goes_on(self):
        """R-P-3: from memory."""
        self.lose("PRAC-1", 600)
        self.simulator.buy("PRAC-1", "MES", 1)
        self.wait_flat("PRAC-1")
        return self.wait_lock("PRAC-1", "RULE-003")

    def check_lock_is_stored(self, lock):
        self.daemon.kill()
        self.daemon.start()
        self.assertEqual(self.wait_lock("PRAC-1", "RULE-003")["until"], lock["until"])
        self.assertNotIn("store_rebuilt", self.daemon.alerts())

    def test_a_newer_schema_is_refused_and_left_alone(self):
        self.start()
        self.assertEqual(self.daemon.terminate(), 0)
        file = self.state / "journal.db"
        database = sqlite3.connect(file)
        known = database.execute("PRAGMA user_version").fetchone()[0]
        database.execute(f"PRAGMA user_version={known + 1}")
        database.close()
        before = self.digests()
        answer = self.daemon.run()
        self.assertEqual(answer.returncode, 1)
        for version in (known, known + 1):
            self.assertIn(f" {version}", answer.stderr)
        self.assertIn(str(file), answer.stderr)
        after = self.digests()
        self.assertEqual({name: after.get(name) for name in before}, before)
        # Not even an empty log stays.
        self.assertEqual([x for x in after if x not in before and (self.state / x).stat().st_size],
                         [])

    def test_a_lock_of_another_process(self):
        """R-P-3: told, enforced from memory, caught up with once the lock is gone."""
        self.start()
        other = sqlite3.connect(self.state / "journal.db", isolation_level=None)
        self.addCleanup(other.close)
        other.execute("BEGIN IMMEDIATE")
        self.simulator.buy("PRAC-2", "MNQ", 1)
        self.wait_store_failed()
        self.assertIn("journal.db", self.reasons("journal.failed")[0])
        lock = self.check_enforcement_goes_on()
        other.execute("ROLLBACK")
        self.wait_recovered()
        self.check_lock_is_stored(lock)

    def test_a_lock_of_another_process_at_the_start(self):
        """A store in use is neither damaged nor replaced."""
        self.start()
        self.assertEqual(self.daemon.terminate(), 0)
        other = sqlite3.connect(self.state / "journal.db", isolation_level=None)
        self.addCleanup(other.close)
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        answer = self.daemon.run()
        self.assertEqual(answer.returncode, 1)
        self.assertIn("journal.db", answer.stderr)
        self.assertEqual(list(self.state.glob("*quarantine*")), [])
        other.execute("ROLLBACK")
        other.close()
        self.start()
        self.assertEqual(self.daemon.locks("PRAC-1"), [])

    @unittest.skipIf(os.geteuid() == 0, "SKIPPED: root may write everywhere")
    def test_a_folder_that_cannot_be_written(self):
        self.start()
        self.assertEqual(self.daemon.terminate(), 0)
        self.state.chmod(0o500)
        self.addCleanup(self.state.chmod, 0o700)
        answer = self.daemon.run()
        self.assertEqual(answer.returncode, 1)
        self.assertIn(str(self.state), answer.stderr)
        self.state.chmod(0o700)
        self.start()

    def start_on_small_disk(self, size):
        """Starts riskd with its store on a disk in memory that only it sees; returns the disk."""
        self.state.mkdir(exist_ok=True)
        programs = self.folder / "bin"
        programs.mkdir()
        (programs / "riskctl").symlink_to(BINARIES / "riskctl")
        script = programs / "riskd"
        script.write_text("#!/bin/sh\n"
                          f"mount -t tmpfs -o size={size},mode=0700 tmpfs '{self.state}' || exit 99\n"
                          f"exec '{BINARIES}/riskd' \"$@\"\n")
        script.chmod(0o755)
        script.rename(programs / "inside")
        script.write_text("#!/bin/sh\n"
                          f"exec unshare --map-root-user --mount '{programs}/inside' \"$@\"\n")
        script.chmod(0o755)
        probe = subprocess.run([script, "--version"], capture_output=True, text=True, check=False)
        if probe.returncode != 0 or shutil.which("unshare") is None:
            print("SKIPPED: this user may not mount a small disk: " + probe.stderr)
            self.skipTest("no small disk")
        self.daemon.binaries = programs
        self.start()
        return f"/proc/{self.daemon.program.pid}/root{self.state}"

    def test_a_full_disk(self):
        """R-P-3: what binds is kept and stored as soon as there is room again."""
        disk = self.start_on_small_disk("2m")
        filler = os.path.join(disk, "filler")
        with open(filler, "wb", buffering=0) as file:
            try:
                while file.write(b"x" * 4096) == 4096:
                    pass
            except OSError as error:
                print(f"the disk is full: {error}")
        over = 0
        while "store_failed" not in self.daemon.alerts() and over < 200:
            self.simulator.buy("PRAC-2", "MNQ", 1)
            self.simulator.sell("PRAC-2", "MNQ", 1)
            over += 1
        self.wait_store_failed()
        self.check_enforcement_goes_on()
        os.unlink(filler)
        self.wait_recovered()
        until(lambda: self.stored_locks(disk) == 1, "it is stored")

    def stored_locks(self, disk):
        """SQLite cannot follow the path into another process, so that it gets a copy."""
        for name in ("journal.db", "journal.db-wal"):
            shutil.copyfile(os.path.join(disk, name), self.folder / name)
        database = sqlite3.connect(self.folder / "journal.db")
        try:
            return database.execute("SELECT count(*) FROM locks WHERE active = 1").fetchone()[0]
        finally:
            database.close()


class FaultyDisk(StageCase):
    """Errors and slowness come from a library that is preloaded into riskd."""

    def setUp(self):
        super().setUp()
        self.faults = self.folder / "faults"
        environment = self.daemon.environment
        environment["LD_PRELOAD"] = str(BINARIES / "libdisk_faults.so")
        environment["RISKD_DISK_FAULTS"] = str(self.faults)
        # It comes before the sanitizer's library, which is no harm.
        options = environment.get("ASAN_OPTIONS")
        environment["ASAN_OPTIONS"] = (options + ":" if options else "") + "verify_asan_link_order=0"

    def trouble(self, kind, part):
        new = self.folder / "faults.new"
        new.write_text(f"{kind} {part}")
        new.rename(self.faults)

    def repair(self):
        self.faults.unlink()

    def break_the_limit(self):
        self.lose("PRAC-1", 600)
        self.simulator.buy("PRAC-1", "MES", 1)
        self.wait_flat("PRAC-1")
        return self.wait_lock("PRAC-1", "RULE-003")

    def check_lock_survives(self, lock):
        if self.daemon.runs():
            self.daemon.kill()
        self.daemon.start()
        self.assertEqual(self.wait_lock("PRAC-1", "RULE-003")["until"], lock["until"])
        self.assertNotIn("store_rebuilt", self.daemon.alerts())

    def fail(self, part):
        self.start()
        self.trouble("eio", part)
        lock = self.break_the_limit()
        until(lambda: "store_failed" in self.daemon.alerts(), "an alert", pause=0.2)
        self.assertIn(part, self.daemon.log("journal.failed")[0]["reason"])
        return lock

    def wait_recovered(self):
        until(lambda: self.daemon.log("journal.recovered"), "it can be written again", pause=0.2)
        self.daemon.wait_protected(*self.guarded)

    def test_errors_of_the_database(self):
        """R-P-3: alert, enforcement from memory, everything stored when the disk is back."""
        lock = self.fail("journal.db")
        self.assertEqual(self.daemon.account("PRAC-1")["state"], "UNPROTECTED")
        self.assertEqual(self.daemon.log("journal.recovered"), [])
        self.repair()
        self.wait_recovered()
        self.check_lock_survives(lock)

    def test_errors_of_the_database_until_a_kill(self):
        """R-P-2: the intent file has what the database never got."""
        lock = self.fail("journal.db")
        self.daemon.kill()
        self.repair()
        self.check_lock_survives(lock)

    def test_errors_of_the_intent_files(self):
        """R-P-3: the database stands in for them."""
        lock = self.fail("intent-")
        self.wait_recovered()
        self.daemon.kill()
        self.repair()
        self.check_lock_survives(lock)

    def test_slow_syncs(self):
        """A-150, R-F-9: nobody waits for a sync, and what was shown survives a kill."""
        self.start()
        self.trouble("slow", "/state/")
        lock = self.break_the_limit()
        self.assertNotIn("store_failed", self.daemon.alerts())
        self.daemon.kill()
        self.repair()
        self.check_lock_survives(lock)


if __name__ == "__main__":
    unittest.main()
