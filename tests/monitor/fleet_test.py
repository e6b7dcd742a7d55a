"""A hub that watches a real riskd through a real agent: what it shows, remembers and raises."""

import json
import shutil
import signal
import sqlite3
import subprocess
import unittest

from fleet import Agent, Certificates, Hub, listening  # Finds the other modules as well.
from receiver import Receiver
from stage_case import BINARIES, StageCase
from stage.waiting import throughout, until


class FleetCase(StageCase):
    """A riskd called `home`, its agent, and a hub that takes it for silent after three seconds."""

    hub_options = ()

    def setUp(self):
        super().setUp()
        self.certificates = Certificates(self.folder / "authority")
        self.certificates.make("hub", "hub")
        self.certificates.make("home", "agent")
        self.nodes = []
        self.addCleanup(self._end_nodes)
        self.hub = self._keep(Hub(
            self.folder / "hub", "--silent-after", "3", "--expect", "away",
            *self.certificates.options("hub"), "--crl", self.certificates.folder / "revoked.crl",
            *self.hub_options))

    def _keep(self, node):
        self.nodes.append(node)
        return node

    def _end_nodes(self):
        for node in self.nodes:
            if node.runs():
                self.assertEqual(node.terminate(), 0, node.errors())
            if node.program:
                self.assertNotIn("Sanitizer", node.errors())
                self.assertNotIn("runtime error", node.errors())

    def doCleanups(self):
        self._node_lines = [f"{node.folder.name}: {line}" for node in getattr(self, "nodes", [])
                            for line in node.log()[-30:]]
        out = super().doCleanups()
        self._last_lines = [*self._last_lines, *self._node_lines]
        return out

    def agent(self, name="home"):
        return self._keep(Agent(
            self.folder / f"agent-{name}", self.daemon.socket, "--hub",
            f"127.0.0.1:{self.port}", "--hub-name", "hub", *self.certificates.options(name)))

    def start_all(self):
        self.start()
        self.hub.start("--listen", "127.0.0.1:0")
        self.port = self.hub.agents_port()
        self.home = self.agent().start()
        self.hub.wait_state("home", "live")
        for name in self.guarded:
            self.hub.wait_look("home", name, "protected")

    def restart_hub(self):
        self.hub.start("--listen", f"127.0.0.1:{self.port}")

    def alarm(self, kind, daemon="home", account=None):
        return next((each for each in self.hub.alarms() if each["kind"] == kind
                     and each["daemon"] == daemon and each["account"] == account), None)

    def audited(self):
        """The last number of riskd's audit, as riskd tells it."""
        told = json.loads(self.daemon.riskctl("log", "--json").stdout)
        return max(each["n"] for each in told["records"])


class Fleet(FleetCase):

    def test_what_riskd_knows_is_what_the_hub_shows(self):
        self.start_all()
        self.assertEqual(self.hub.daemon("away")["state"], "never")
        self.lose("PRAC-1", 600)
        self.wait_lock("PRAC-1", "RULE-003")
        self.wait_flat("PRAC-1")
        self.hub.wait_look("home", "PRAC-1", "locked")
        shown = self.hub.account("home", "PRAC-1")
        self.assertEqual(shown["realized"], self.daemon.account("PRAC-1")["realized"])
        self.assertEqual(shown["locks"][0]["rule"], "RULE-003")
        self.assertEqual(self.hub.account("home", "PRAC-2")["shown_as"], "protected")
        until(lambda: self.alarm("account_locked", account="PRAC-1"), "the lock is told")
        until(lambda: self.hub.daemon("home")["audit"]["number"] == self.audited(),
              "the whole audit is known")
        self.assertEqual(self.hub.daemon("home")["audit"]["state"], "intact")

        def stories():
            status, body = self.hub.get("/api/daemons/home/accounts/PRAC-1/timelines")
            self.assertEqual(status, 200, body)
            return json.loads(body)["timelines"]
        self.assertEqual(until(stories, "the story of the breach")[0]["breach"]["rule"],
                         "RULE-003")
        status, body = self.hub.get("/api/daemons/home/log")
        self.assertEqual(status, 200, body)
        self.assertIn("PRAC-1", body)
        status, body = self.hub.get("/metrics")
        self.assertIn('riskmon_daemon_up{daemon="home"} 1', body)

    def test_an_agent_that_is_killed_is_missed_and_comes_back(self):
        self.start_all()
        self.home.kill()
        self.hub.wait_state("home", "silent")
        self.assertEqual(self.hub.account("home", "PRAC-1")["shown_as"], "silent")
        alarm = until(lambda: self.alarm("daemon_silent"), "the silence is told")
        self.lose("PRAC-1", 600)
        self.wait_lock("PRAC-1", "RULE-003")
        self.agent().start()
        self.hub.wait_look("home", "PRAC-1", "locked")
        until(lambda: not self.alarm("daemon_silent"), "the alarm is over")
        over = next(each for each in self.hub.alarms(False) if each["id"] == alarm["id"])
        self.assertIsNotNone(over["ended"])

    def test_a_riskd_that_is_killed_is_told_apart_from_its_agent(self):
        self.start_all()
        self.daemon.kill()
        self.hub.wait_state("home", "unreachable")
        until(lambda: self.alarm("riskd_unreachable"), "it is told")
        until(lambda: self.hub.account("home", "PRAC-1")["shown_as"] == "unprotected",
              "nobody is taken for protected")
        self.start()
        self.hub.wait_state("home", "live")
        until(lambda: not self.alarm("riskd_unreachable"), "the alarm is over")

    def test_a_hub_that_is_killed_remembers(self):
        self.start_all()
        self.lose("PRAC-1", 600)
        self.hub.wait_look("home", "PRAC-1", "locked")
        raised = until(lambda: self.alarm("account_locked", account="PRAC-1"), "the lock is told")
        until(lambda: self.hub.daemon("home")["audit"]["number"] == self.audited(), "all is known")
        # The state of a daemon is written down every few seconds.
        until(self._is_kept, "it is written down")
        self.home.program.pause()
        self.addCleanup(self.home.program.proceed)
        self.hub.kill()
        self.restart_hub()
        kept = self.hub.daemon("home")
        self.assertEqual(kept["state"], "never")
        self.assertEqual(kept["accounts"][0]["shown_as"], "silent")
        self.assertTrue(kept["accounts"][0]["locked"])
        self.assertEqual(kept["audit"]["state"], "intact")
        self.home.program.proceed()
        self.hub.wait_state("home", "live")
        self.hub.wait_look("home", "PRAC-1", "locked")
        self.assertEqual(self.alarm("account_locked", account="PRAC-1")["id"], raised["id"])

    def _is_kept(self):
        with sqlite3.connect(f"file:{self.hub.folder / 'fleet.db'}?mode=ro", uri=True) as kept:
            return any(locked for (locked,) in kept.execute("SELECT is_locked FROM accounts"))

    def test_a_stalled_hub_costs_neither_riskd_nor_the_agent(self):
        self.start_all()
        self.hub.program.pause()
        self.addCleanup(self.hub.program.proceed)
        for _ in range(5):
            self.lose("PRAC-2", 20)
        self.lose("PRAC-1", 600)
        self.wait_lock("PRAC-1", "RULE-003")
        self.wait_flat("PRAC-1")
        self.hub.program.proceed()
        self.hub.wait_look("home", "PRAC-1", "locked")

    def test_an_agent_that_reads_nothing_does_not_hold_up_riskd(self):
        self.start_all()
        self.home.program.pause()
        self.addCleanup(self.home.program.proceed)
        self.lose("PRAC-1", 600)
        self.wait_lock("PRAC-1", "RULE-003")
        self.wait_flat("PRAC-1")
        self.hub.wait_state("home", "silent")
        self.home.program.proceed()
        self.hub.wait_look("home", "PRAC-1", "locked")


class Boundaries(FleetCase):

    def test_riskd_contains_no_network_module_of_its_actors(self):
        needed = subprocess.run(["readelf", "--wide", "--dynamic", BINARIES / "riskd"],
                                capture_output=True, text=True, check=True).stdout
        self.assertIn("libcaf_core", needed)
        self.assertNotIn("libcaf_io", needed)
        self.assertNotIn("libcaf_openssl", needed)

    def test_an_agent_opens_no_port(self):
        self.start_all()
        self.assertEqual(listening(self.home.program.pid), [])
        self.assertIn(self.port, listening(self.hub.program.pid))


class Truth(FleetCase):

    def test_an_audit_that_was_turned_back_is_noticed(self):
        """Whoever puts an older store in place of the one that knows of his breach is seen."""
        self.start_all()
        self.assertEqual(self.daemon.terminate(), 0)
        state = self.daemon.folder / "state"
        shutil.copytree(state, self.folder / "older")
        self.start()
        self.lose("PRAC-1", 600)
        self.wait_lock("PRAC-1", "RULE-003")
        until(lambda: self.hub.daemon("home")["audit"]["number"] == self.audited(), "all is known")
        self.daemon.kill()
        shutil.rmtree(state)
        shutil.copytree(self.folder / "older", state)
        self.daemon.start()
        until(lambda: self.hub.daemon("home")["audit"]["state"] == "broken", "it is noticed")
        until(lambda: self.alarm("audit_broken"), "it is told")

    def test_a_revoked_agent_goes_at_once(self):
        self.start_all()
        # The agent keeps what it has; the authority forgets it.
        own = self.folder / "own"
        shutil.copytree(self.certificates.folder / "nodes", own)
        self.home.terminate()
        self.home.words = [own / word.name if getattr(word, "parent", None)
                           == self.certificates.folder / "nodes" else word
                           for word in self.home.words]
        self.home.start()
        until(lambda: len(self.home.log("fleet.attached")) == 2, "it is back")
        self.certificates.revoke("home")
        self.hub.program.process.send_signal(signal.SIGHUP)
        until(lambda: self.hub.log("monitor_link.reloaded"), "the files are read again")
        until(lambda: self.hub.daemon("home")["remark"] == "certificate revoked", "it says why")
        self.hub.wait_state("home", "silent")
        until(lambda: any("revoked" in each["reason"] for each in self.home.log("fleet.detached")),
              "the agent is told why it is refused")
        throughout(lambda: self.hub.daemon("home")["state"] == "silent", "it stays out", 3)


class Told(FleetCase):

    def setUp(self):
        self.receiver = Receiver()
        self.addCleanup(self.receiver.close)
        super().setUp()
        file = self.folder / "notify.json"
        file.write_text(json.dumps({"version": 1, "notifications": {"channels": [
            {"kind": "webhook", "url": "${WHERE}", "severities": ["critical", "emergency"]}]}}))
        self.hub.words = (*self.hub.words, "--notify", file)
        self.hub.environment["WHERE"] = self.receiver.url("/alarms")

    def test_people_are_told_of_silence(self):
        self.start_all()
        self.home.kill()
        until(lambda: any(b"daemon_silent" in each["body"] for each in self.receiver.requests),
              "somebody is told")


if __name__ == "__main__":
    unittest.main()
