"""Everything that goes wrong between hosts: cables, clocks, certificates, and programs that end."""

import pathlib
import re
import subprocess
import time
import unittest

from network_case import PORT, REFUSED, SILENT_AFTER, Contained, NetworkCase, sanitized
from fleet import Certificates
from hosts import BadCable, be_allowed_networks
from stage.waiting import throughout, until

#: Seconds by which a clock is wrong.
AHEAD = 120


class Network(NetworkCase):

    def test_a_breach_on_one_host_shows_on_the_hub(self):
        before = self.hub.daemon("trader-b")
        self.a.breach("A-1")
        self.hub.wait_look("trader-a", "A-1", "locked")
        self.assertEqual(self.hub.account("trader-a", "A-1")["locks"][0]["rule"], "RULE-003")
        self.wait_alarm("account_locked", "trader-a", "A-1")
        self.assertEqual(self.hub.account("trader-a", "A-2")["shown_as"], "protected")
        self.unaffected(before)

    def test_b_cable_is_pulled(self):
        before = self.hub.daemon("trader-b")
        pids = self.pids()
        losses = len(self.a.agent.log("fleet.detached"))
        known = self.wait_audit(self.a)["number"]
        self.a.host.pull_cable()
        self.addCleanup(self.a.host.plug_cable)
        self.begun = time.monotonic()
        self.hub.wait_state("trader-a", "silent")
        self.tell(f"silent after the cable was pulled; --silent-after is {SILENT_AFTER} s")
        self.a.breach("A-2")
        missed = self.a.audited() - known
        self.assertGreater(missed, 0)
        shown = self.hub.account("trader-a", "A-2")
        self.assertEqual((shown["shown_as"], shown["locks"]), ("silent", []))
        # So that nothing of it comes by what TCP repeats.
        until(lambda: self.hub.daemon("trader-a")["attached_since"] is None, "the link is given up")
        until(lambda: len(self.a.agent.log("fleet.detached")) > losses, "by the agent as well")
        self.tell("the link is given up at both ends")
        self.a.host.plug_cable()
        self.begun = time.monotonic()
        self.hub.wait_state("trader-a", "live")
        self.tell("live after the cable was plugged in")
        self.hub.wait_look("trader-a", "A-2", "locked")
        self.wait_audit(self.a)
        self.tell(f"the hub has the {missed} records that it missed")
        numbers = until(lambda: self.records("trader-a", self.a.audited()), "they are on record")
        self.assertEqual(numbers, list(range(numbers[0], numbers[0] + len(numbers))))
        self.assertEqual(self.pids(), pids)
        self.unaffected(before)

    def test_c_certificates_that_are_refused(self):
        other = Certificates(self.folder / "other")
        other.make("foreign", "agent")
        foreign = other.options("foreign")
        both = self.folder / "both.crt"
        both.write_text("".join((each.folder / "ca.crt").read_text()
                                for each in (self.authority, other)))
        # An agent that trusts the hub, and one that does not.
        self.refused_agent("foreign", ["--ca", both, *foreign[2:]],
                           "self-signed certificate in certificate chain", "unknown ca")
        self.refused_agent("foreign", foreign,
                           "unknown ca", "self-signed certificate in certificate chain")
        self.refused_agent("stranger", self.authority.options("stranger"),
                           "the name stranger is not expected", "bad certificate")
        self.refused_client("none", [], "peer did not return a certificate")
        self.expire("expired")
        expired = self.authority.options("expired")
        self.refused_client("expired", ["-cert", expired[3], "-key", expired[5]],
                            "certificate has expired")
        agent = self.agent("expired", self.a.host, self.a.daemon.socket)
        agent.start()
        self.assertEqual(agent.program.wait(), 1)
        self.assertIn("certificate has expired", agent.errors())
        self.assertEqual([self.state(name) for name in REFUSED], ["never"] * len(REFUSED))

    def refused_agent(self, name, options, at_hub, at_agent):
        host = self.switch.host()
        agent = self.agent(name, host, self.a.daemon.socket, options)
        told = len(agent.log("fleet.detached"))
        agent.start()
        reason = until(lambda: agent.log("fleet.detached")[told:], f"{name} is told")[0]["reason"]
        self.assertEqual(agent.terminate(), 0)
        self.assertIn(at_agent, reason)
        self.tell(f"{name} at the agent: {reason}")
        self.refused_at_hub(name, host, at_hub)

    def expire(self, name):
        """Dates a certificate back."""
        for words in (["req", "-new", "-key", f"nodes/{name}.key", "-subj", f"/CN={name}",
                       "-out", f"{name}.csr"],
                      ["ca", "-batch", "-extensions", "agent", "-notext",
                       "-startdate", "20200101000000Z", "-enddate", "20200201000000Z",
                       "-in", f"{name}.csr", "-out", f"nodes/{name}.crt"]):
            subprocess.run(["openssl", *words, "-config", "settings.cnf"], check=True,
                           cwd=self.authority.folder, capture_output=True, timeout=60)

    def refused_client(self, name, words, at_hub):
        """What is refused before an agent would send it goes by a program that is none."""
        host = self.switch.host()
        with host:
            subprocess.run(["openssl", "s_client", "-connect", f"{self.hub_host.address}:{PORT}",
                            *words], stdin=subprocess.DEVNULL, capture_output=True, check=False,
                           timeout=30)
        self.refused_at_hub(name, host, at_hub)

    def refused_at_hub(self, name, host, at_hub):
        """The hub tells one refusal of each source in a minute."""
        refusal = until(lambda: [each for each in self.hub.log("monitor_link.refused")
                                 if each["source"] == host.address], f"{name} is refused")[0]
        self.assertIn(at_hub, refusal["detail"])
        self.tell(f"{name} at the hub: {refusal['detail']}")

    def test_d_clocks_that_are_ahead(self):
        ahead = self.trader("trader-c")
        skew = self.ahead()
        ahead.daemon.environment.update(skew)
        ahead.agent.environment.update(skew)
        ahead.daemon.start()
        ahead.agent.start()
        ahead.daemon.wait_protected(*ahead.accounts)
        self.hub.wait_state("trader-c", "live")
        shown = self.hub.daemon("trader-c")
        self.tell(f"the hub shows an offset of {shown['clock_offset_seconds']} s")
        self.assertAlmostEqual(shown["clock_offset_seconds"], AHEAD, delta=3)
        self.assertIsNone(self.hub.daemon("trader-a")["clock_offset_seconds"])
        ahead.breach("C-1")
        self.hub.wait_look("trader-c", "C-1", "locked")
        self.wait_audit(ahead)
        throughout(lambda: self.state("trader-c") == "live", "it is not silent", SILENT_AFTER + 1)
        self.assertIsNone(self.alarm("daemon_silent", "trader-c"))

    @staticmethod
    def ahead():
        """An environment whose programs see another time of day; intervals stay what they are."""
        told = subprocess.run(["faketime", "-m", "-f", f"+{AHEAD}s", "env"], check=True,
                              capture_output=True, text=True, timeout=30).stdout
        words = dict(line.split("=", 1) for line in told.splitlines() if "=" in line)
        # An allocator must not ask for the time while it holds its lock: faketime needs memory when
        # it is asked first. In place of jemalloc those of the system, which never ask, come first.
        preloads = [words["LD_PRELOAD"], "libstdc++.so.6", "libc.so.6"]
        return {"LD_PRELOAD": ":".join(preloads), "FAKETIME": words["FAKETIME"],
                "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                "ASAN_OPTIONS": sanitized("allocator_release_to_os_interval_ms=-1")}

    def test_e_whoever_is_lost_is_missed(self):
        """A riskd that is killed, and the agents that were killed or revoked in the beginning."""
        self.b.daemon.kill()
        self.addCleanup(lambda: self.b.daemon.runs() or self.b.daemon.start())
        self.hub.wait_state("trader-b", "unreachable")
        self.hub.wait_look("trader-b", "B-4", "unprotected")
        for name in ("lost", "revoked"):
            self.hub.wait_state(name, "silent")
            self.hub.wait_look(name, "A-4", "silent")
        self.assertEqual(self.hub.daemon("revoked")["remark"], "certificate revoked")
        self.assertIn(("revoked", "certificate revoked"), [
            (each["peer"], each["reason"]) for each in self.hub.log("monitor_link.down")])
        reason = until(lambda: next((each["reason"] for each in self.revoked.log("fleet.detached")
                                     if "revoked" in each["reason"]), None), "the agent is told why")
        self.tell(f"revoked at the agent: {reason}")
        self.wait_alarm("riskd_unreachable", "trader-b")
        self.tell("alarm of riskd")
        for name in ("lost", "revoked", *REFUSED):
            self.wait_alarm("daemon_silent", name)
        self.tell(f"alarms of the agents, {time.monotonic() - self.lost_at:.1f} s after the loss")
        self.assertIsNone(self.alarm("daemon_silent", "trader-b"))
        self.lost.start()
        self.b.daemon.start()
        for name, account in (("trader-b", "B-4"), ("lost", "A-4")):
            self.hub.wait_state(name, "live")
            self.hub.wait_look(name, account, "protected")
        self.wait_calm("daemon_silent", "lost")
        self.wait_calm("riskd_unreachable", "trader-b")
        self.wait_audit(self.b)
        self.assertEqual(self.state("revoked"), "silent")

    def test_f_a_bad_cable(self):
        audit = self.wait_audit(self.a)
        looks = []

        def look():
            shown = self.hub.daemon("trader-a")
            looks.append(shown["state"])
            self.assertEqual(shown["audit"]["state"], "intact", shown["audit"]["remark"])
            return shown
        with BadCable(self.a.host, loss=0.2, seconds=0.1) as cable:
            self.a.breach("A-3")
            until(lambda: look()["audit"]["number"] == self.a.audited(), "the audit is known",
                  pause=0.3)
            self.hub.wait_look("trader-a", "A-3", "locked")
            throughout(look, "the cable stays as it is", 2 * SILENT_AFTER)
            self.hub.wait_state("trader-a", "live")
            self.tell(f"{cable.lost} of {cable.lost + cable.carried} frames lost; "
                      f"{looks.count('live')} of {len(looks)} looks live")
        self.assertGreater(cable.lost, 0)
        self.assertGreater(self.wait_audit(self.a)["number"], audit["number"])
        self.assertIsNone(self.alarm("daemon_silent", "trader-a"))
        self.assertIsNone(self.alarm("audit_broken", "trader-a"))

    def test_g_a_hub_that_is_killed(self):
        before = {each.name: self.wait_audit(each) for each in (self.a, self.b)}
        until(lambda: all(self.is_kept(each) for each in (self.a, self.b)), "it is written down")
        accounts = {each.name: self.looks(each) for each in (self.a, self.b)}
        pids = self.pids()
        self.hub.kill()
        # So that no agent comes before it was looked at what the hub has kept.
        self.hub_host.pull_cable()
        self.addCleanup(self.hub_host.plug_cable)
        self.start_hub()
        for each in (self.a, self.b):
            shown = self.hub.daemon(each.name)
            self.assertEqual(shown["state"], "never", "nothing was heard since the hub began")
            self.assertIsNotNone(shown["last_heard"])
            self.assertEqual(shown["audit"]["head"], before[each.name]["head"])
            self.assertEqual(shown["audit"]["number"], before[each.name]["number"])
            self.assertEqual({look["shown_as"] for look in shown["accounts"]}, {"silent"})
            self.assertEqual(len(shown["accounts"]), len(each.accounts))
        self.b.breach("B-1")
        self.hub_host.plug_cable()
        self.begun = time.monotonic()
        for each in (self.a, self.b):
            self.hub.wait_state(each.name, "live")
        self.tell("both are back")
        self.hub.wait_look("trader-b", "B-1", "locked")
        for each in (self.a, self.b):
            self.wait_audit(each)
        self.assertEqual(self.looks(self.a), accounts["trader-a"])
        self.assertEqual(pids, self.pids())

    def looks(self, trader):
        return {each["name"]: each["shown_as"] for each in self.hub.daemon(trader.name)["accounts"]}

    def pids(self):
        out = []
        for each in (self.a, self.b):
            self.assertTrue(each.agent.runs() and each.daemon.runs())
            out += [each.agent.program.pid, each.daemon.program.pid]
        return out

    def is_kept(self, trader):
        return self.records(trader.name, trader.audited()) and len(trader.accounts) == len(
            self.kept(f"SELECT name FROM accounts WHERE daemon = '{trader.name}'"))

    def test_h_twins(self):
        """Two agents on one host, each the first process of a PID namespace.

        They have the number of the process and the hardware addresses in common, by which CAF would
        tell them apart.
        """
        host = self.switch.host()
        twins = {"twin-1": self.a, "twin-2": self.b}
        agents = [self.agent(name, host, watched.daemon.socket, kind=Contained).start()
                  for name, watched in twins.items()]
        self.assertEqual([self.own_number(each.process()) for each in agents], [1, 1])
        for name in twins:
            self.hub.wait_state(name, "live")
        self.b.breach("B-2")
        self.hub.wait_look("twin-2", "B-2", "locked")
        for name, watched in twins.items():
            until(lambda: self.hub.daemon(name)["audit"]["number"] == watched.audited(),
                  f"the hub has the audit of {name}", pause=0.3)
            shown = self.hub.daemon(name)
            self.assertEqual([each["name"] for each in shown["accounts"]], watched.accounts)
            self.assertEqual(shown["audit"]["head"], self.wait_audit(watched)["head"])
        self.assertEqual(self.hub.log("monitor_link.node_taken"), [])
        for each in agents:
            self.assertEqual(each.terminate(), 0)

    @staticmethod
    def own_number(process):
        """What a process takes for its number."""
        status = pathlib.Path(f"/proc/{process}/status").read_text()
        return int(re.search(r"^NSpid:.*\s(\d+)$", status, re.MULTILINE).group(1))

    def unaffected(self, before):
        """Nothing became of a daemon since it was shown like this."""
        self.hub.wait_state(before["name"], "live")
        now = self.hub.daemon(before["name"])
        self.assertEqual(now["attached_since"], before["attached_since"])
        self.assertEqual([each["shown_as"] for each in now["accounts"]],
                         [each["shown_as"] for each in before["accounts"]])
        self.assertEqual([each for each in self.hub.alarms()
                          if each["daemon"] == before["name"] and not each["account"]], [])

    def records(self, daemon, until_number):
        """The numbers that the hub has on record, if they go as far as this."""
        numbers = [row[0] for row in self.kept(
            f"SELECT n FROM records WHERE daemon = '{daemon}' ORDER BY chain, n")]
        return numbers if numbers and numbers[-1] == until_number else None


if __name__ == "__main__":
    be_allowed_networks()
    unittest.main()
