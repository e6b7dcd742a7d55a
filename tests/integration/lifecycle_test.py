"""Starting and ending: signals, exit codes, one instance, bad configurations, a damaged store."""

import json
import os
import signal
import unittest

from stage_case import BINARIES, StageCase
from stage.daemon import run
from stage.waiting import until


class Lifecycle(StageCase):

    def test_sigterm_drains_and_exits_0(self):
        """A-155, R-G-9, R-O-7: nothing is lost, the socket is gone, positions stay."""
        self.start()
        self.simulator.buy("PRAC-2", "MNQ", 2)
        self.lose("PRAC-1", 600)
        lock = self.wait_lock("PRAC-1", "RULE-003")
        self.assertEqual(self.daemon.terminate(), 0)
        self.assertEqual(self.size("PRAC-2"), 2)
        self.assertEqual(self.daemon.riskctl("health").returncode, 3)
        self.assertEqual(len(self.daemon.log("daemon.stopped")), 1)
        self.start()
        self.assertEqual(self.wait_lock("PRAC-1", "RULE-003")["until"], lock["until"])

    def test_sigint_ends_it_too(self):
        self.start()
        os.kill(self.daemon.program.pid, signal.SIGINT)
        self.assertEqual(self.daemon.program.wait(), 0)

    def test_second_instance_is_refused(self):
        """One instance per store; the running one does not notice."""
        self.start()
        second = self.daemon.run()
        self.assertEqual(second.returncode, 1)
        self.assertIn(str(self.daemon.program.pid), second.stderr)
        self.assertTrue(self.daemon.runs())
        self.simulator.buy("PRAC-1", "MNQ", 5)
        self.wait_size("PRAC-1", 3)

    def test_configuration_problems_are_listed_at_once(self):
        """R-C-2, R-O-7: all problems with their JSON Pointers, exit code 78, nothing started."""
        configuration = self.configuration()
        configuration["rules"] = {"daily_realized_loss": {"limit": 500},
                                  "max_contracts": {"limt": 3}}
        configuration["gateway"]["api_key"] = "${NO_SUCH_VARIABLE}"
        self.daemon.configure(configuration)
        for options in (["--check-config"], []):
            answer = self.daemon.run(*options)
            self.assertEqual(answer.returncode, 78, answer.stderr)
            for pointer in ("/rules/daily_realized_loss/limit", "/rules/max_contracts/limt",
                            "/gateway/api_key"):
                if options and pointer == "/gateway/api_key":
                    continue
                self.assertIn(pointer, answer.stderr + answer.stdout)
            self.assertFalse((self.daemon.folder / "state").exists())
        self.assertEqual(self.simulator.calls(path="/api/Auth/loginKey")[1:], [])

    def test_arguments(self):
        """R-O-7: usage errors exit with 64, questions with 0."""
        for words, code in ((["--version"], 0), (["--help"], 0), ([], 64), (["--nonsense"], 64)):
            self.assertEqual(run([BINARIES / "riskd", *words]).returncode, code, words)
        missing = run([BINARIES / "riskd", "--config", self.folder / "none.json"])
        self.assertEqual(missing.returncode, 78)
        self.assertIn("none.json", missing.stderr)

    def test_flatten_on_shutdown(self):
        """A-155, R-G-9: flat before the end if that is configured; a locked account stays locked."""
        configuration = self.configuration()
        configuration["on_shutdown"] = "flatten"
        self.daemon.configure(configuration)
        self.start()
        self.simulator.buy("PRAC-1", "MNQ", 2)
        self.simulator.sell("PRAC-2", "MES", 1)
        self.simulator.buy("PRAC-2", "MNQ", 1, type="limit", limit_price=21000)
        self.simulator.fault("rest", route="/api/Position/closeContract", action="refuse", code=2,
                             message="no", times=1)
        until(lambda: self.daemon.account("PRAC-2")["orders"], "the order is seen", pause=0.2)
        self.assertEqual(self.daemon.terminate(), 0)
        for name in self.guarded:
            self.assertTrue(self.broker.is_flat(self.id_of(name)), name)

    def test_no_account_is_found(self):
        """A-152, R-G-1, step 5: nothing to guard is a failed start, exit code 1."""
        configuration = self.configuration()
        configuration["accounts"] = [{"name": "PRAC-8"}, {"name": "PRAC-9"}]
        self.daemon.configure(configuration)
        answer = self.daemon.run()
        self.assertEqual(answer.returncode, 1)
        self.assertIn("none of the accounts", answer.stderr)

    def test_damaged_database_holds_every_account(self):
        """R-L-15: moved aside, rebuilt, every account locked by SYS-STATE, and status says so."""
        self.start()
        self.simulator.buy("PRAC-1", "MNQ", 2)
        until(lambda: self.daemon.account("PRAC-1")["open_positions"] == 1, "seen", pause=0.2)
        self.assertEqual(self.daemon.terminate(), 0)
        database = next((self.daemon.folder / "state").glob("*.db"))
        with database.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xa5" * 8192)
        self.daemon.start()
        self.wait_flat("PRAC-1")
        for name in self.guarded:
            self.wait_lock(name, "SYS-STATE")
        self.assertIn("store_rebuilt", self.daemon.alerts())
        moved = self.daemon.log("store.moved_aside")
        self.assertTrue(moved)
        self.assertTrue(os.path.exists(moved[0]["file"]), moved)
        self.simulator.buy("PRAC-2", "MNQ", 1)
        self.wait_flat("PRAC-2")

    def test_status_is_for_people_and_programs(self):
        """R-O-7: exit code 0 while all is well, one that is not 0 when it is not."""
        self.start()
        for words in (["status"], ["accounts"], ["account", "PRAC-1"], ["locks"], ["health"],
                      ["version"]):
            with self.subTest(words=words):
                for_people = self.daemon.riskctl(*words)
                self.assertEqual(for_people.returncode, 0, for_people.stderr)
                self.assertTrue(for_people.stdout.strip())
                for_programs = self.daemon.riskctl(*words, "--json")
                self.assertTrue(json.loads(for_programs.stdout))
        self.daemon.kill()
        self.assertEqual(self.daemon.riskctl("status").returncode, 3)


if __name__ == "__main__":
    unittest.main()
