"""Peers that mean harm: strangers at a hub, and agents and hubs whose certificates are good."""

import contextlib
import functools
import itertools
import os
import random
import shutil
import signal
import socket
import ssl
import threading
import time
import unittest

from hostile_case import HostileCase  # Finds the other modules as well.
import basp
import misdeeds
from false_peers import (PATIENCE, FalseAgent, FalseHub, Trap, as_client, as_server,
                         certificate_of, drip, expire, knock, wait_end)
from fleet import Certificates
from stage.waiting import until

#: How often strangers knock.
KNOCKS = 10_000 if "RISKD_FULL" in os.environ else 2_000

# Each misdeed comes from an address of its own, since connections of one are rationed.
addresses = (f"127.{1 + number // 250}.0.{1 + number % 250}" for number in itertools.count())

# No process of this machine has such a number.
processes = itertools.count(2 ** 31)


class HubCase(HostileCase):
    """The hub under attack."""

    def setUp(self):
        super().setUp()
        self.hub = self.start_hub()
        self.port = self.hub.agents_port()
        self.agent = self.start_agent("desk", self.port)
        self.daemon.wait_protected(*self.guarded)
        self.hub.wait_state("desk", "live")

    def connect(self, source=None):
        peer = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE,
                                        source_address=(source or next(addresses), 0))
        self.addCleanup(peer.close)
        return peer

    def refusals(self, source):
        return [each for each in self.hub.log("monitor_link.refused") if each["source"] == source]


class Strangers(HubCase):
    """Whoever has no certificate of an agent."""

    #: Before all others in the order of the log's last lines, of which there may be too many.
    CROWD = [f"127.0.1.{number}" for number in range(1, 5)]

    GARBAGE = (b"", b"\0", b"GET / HTTP/1.1\r\nHost: hub\r\n\r\n", b"\x16\x03\x01\xff\xff" * 100,
               basp.heartbeat(), basp.client_handshake(basp.node(1)),
               basp.frame(basp.DIRECT, size=0xffffffff), random.Random(7).randbytes(4000))

    def test_strangers_get_nowhere(self):
        with self.unharmed(self.hub, self.hub):
            self.come_in_crowds()
            slow = self.begin_slowly()
            self.show_bad_certificates()
            self.see_the_end_of(slow)
            self.take_all_places()
        self.end_node(self.hub)
        for source in self.CROWD:
            lines = self.refusals(source)
            written = sum(each["left_out"] + (each["detail"] != "repeated") for each in lines)
            self.assertEqual(written, KNOCKS // len(self.CROWD), lines)

    def come_in_crowds(self):
        """Connections with garbage, each of which is counted."""
        for source in self.CROWD:
            for data in itertools.islice(itertools.cycle(self.GARBAGE), KNOCKS // len(self.CROWD)):
                knock(self.connect(source), data)
        for source in self.CROWD:
            reasons = {each["reason"] for each in self.refusals(source)}
            self.assertLessEqual({"handshake_failed", "too_often"}, reasons)
            self.assertLess(len(self.refusals(source)), 10)

    def begin_slowly(self):
        """Handshakes that do not go on, and such that go on byte by byte."""
        silent, slow = next(addresses), next(addresses)
        peers = {source: [self.connect(source) for _ in range(4)] for source in (silent, slow)}
        threading.Thread(target=drip, args=(peers[slow],), daemon=True).start()
        return peers

    def see_the_end_of(self, peers):
        for source, group in peers.items():
            for each in group:
                wait_end(each)
            lines = until(lambda by=source: self.refusals(by), f"{source} is refused")
            self.assertEqual([each["detail"] for each in lines], ["no handshake in time"])

    def show_bad_certificates(self):
        other = Certificates(self.folder / "other")
        other.make("mallory", "agent")
        self.authority.make("revoked", "agent")
        kept = [shutil.copy(each, self.folder) for each in certificate_of(self.authority, "revoked")]
        self.authority.revoke("revoked")
        self.hub.program.process.send_signal(signal.SIGHUP)
        until(lambda: self.hub.log("monitor_link.reloaded"), "the hub knows of it")
        key = certificate_of(self.authority, "mallory")[1]
        old = as_client(certificate_of(self.authority, "mallory"))
        old.maximum_version = ssl.TLSVersion.TLSv1_2
        for context, why in (
                (as_client(), "did not return a certificate"),
                (as_client(certificate_of(other, "mallory")), "local issuer certificate"),
                (as_client(expire(self.authority, "desk", "agent", key)), "has expired"),
                (as_client(certificate_of(self.authority, "hub")), "certificate purpose"),
                (as_client(kept), "revoked"),
                (old, "unsupported protocol")):
            with self.subTest(why):
                self.assertRegex(self.refused_for(context), why)

    def refused_for(self, context):
        """Why the hub refuses whoever comes with that; it must not say anything to him."""
        source = next(addresses)
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            with context.wrap_socket(self.connect(source)) as peer:
                self.assertEqual(peer.recv(1), b"")
        return until(lambda: self.refusals(source), f"{source} is refused")[0]["detail"]

    def take_all_places(self):
        """More addresses than there are places, which come again as soon as they are refused."""
        over = threading.Event()

        def hold(source):
            while not over.wait(0.05):
                wait_end(self.connect(source))

        holders = [threading.Thread(target=hold, args=(each,), daemon=True)
                   for each in itertools.islice(addresses, 20)]
        for each in holders:
            each.start()
        until(lambda: any(each["detail"] == "gave way to a newer one"
                          for each in self.hub.log("monitor_link.refused")), "no place is left")
        self.authority.make("another", "agent")
        self.start_agent("another", self.port)
        self.hub.wait_state("another", "live")
        self.trade(self.hub)
        over.set()
        for each in holders:
            each.join()


class Traitors(HubCase):
    """Whoever has the certificate of another agent."""

    def dial(self, name="mallory", room=None):
        """A false agent; `room` is how much its system keeps that it does not read."""
        peer = socket.socket()
        self.addCleanup(peer.close)
        if room:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
        peer.settimeout(PATIENCE)
        peer.bind((next(addresses), 0))
        peer.connect(("127.0.0.1", self.port))
        secured = as_client(certificate_of(self.authority, name)).wrap_socket(peer)
        self.addCleanup(secured.close)
        return FalseAgent(secured, next(processes))

    def ends(self, name="mallory"):
        return [each for each in self.hub.log("monitor_link.down") if each["peer"] == name]

    def test_an_agent_that_went_bad_harms_itself(self):
        self.authority.make("mute", "agent")
        with self.unharmed(self.hub, self.hub):
            mute = threading.Thread(target=self.never_read, daemon=True)
            mute.start()
            self.send_what_ends_the_link()
            self.send_what_the_actor_does_not_bear()
            self.send_what_is_dropped()
            self.send_much()
            mute.join()
            self.assertEqual([each["reason"] for each in self.ends("mute")],
                             ["the peer takes nothing"])
        self.assertEqual(len(self.hub.log("monitor_link.node_taken")), 1)

    def send_what_ends_the_link(self):
        self.authority.make("twin", "agent")
        twin = self.dial("twin")
        twin.send(twin.introduction() + basp.hello(twin.actor))
        self.assertIsNotNone(twin.read_until(lambda each: b"hub_receipt" in each.payload))
        for is_introduced, table in (
                (False, misdeeds.BEFORE_THE_HANDSHAKE), (True, misdeeds.AFTER_THE_HANDSHAKE)):
            for what, (reason, frames) in table.items():
                with self.subTest(what):
                    twin.send(basp.heartbeat())
                    # The log writes twenty equal lines in a second, and counts the others.
                    time.sleep(0.06)
                    peer = self.dial()
                    count = len(self.ends())
                    peer.send((peer.introduction() if is_introduced else b"") + frames(peer, twin.own))
                    peer.read_all()
                    until(lambda at=count: len(self.ends()) > at, f"{what} ends the link")
                    self.assertEqual(self.ends()[count]["reason"], reason)

    def send_what_the_actor_does_not_bear(self):
        for what, (reason, frames) in misdeeds.AT_THE_ACTOR.items():
            with self.subTest(what):
                peer = self.dial()
                count = len(self.ends())
                peer.send(peer.introduction() + basp.monitor(peer.own, peer.hub, peer.actor)
                          + frames(peer))
                ended = peer.read_until(lambda each: each.operation == basp.DOWN)
                self.assertIsNotNone(ended, what)
                peer.close()
                until(lambda at=count: len(self.ends()) > at, "the link is gone")
                went = [each["reason"] for each in self.hub.log("fleet.agent_went")
                        if each["daemon"] == "mallory"]
                self.assertRegex(went[-1], reason)

    def send_what_is_dropped(self):
        """Nobody learns which actors have names, and heartbeats cost nothing."""
        peer = self.dial()
        count = len(self.ends())
        named = [basp.message(to, types, bytes(64), flags=basp.NAMED)
                 for to in (basp.SPAWN_SERVER, basp.CONFIG_SERVER, 0, peer.actor)
                 for types in (["@atom", "@atom", "@str"], ["@exit"], ["@message"])]
        peer.send(peer.introduction() + b"".join(named) + basp.heartbeat() * 10_000
                  + basp.hello(peer.actor))
        self.assertIn(b"hub_receipt", peer.read_until(
            lambda each: each.operation == basp.DIRECT).payload)
        peer.close()
        line = until(lambda: self.ends()[count:], "the link is gone")[0]
        self.assertEqual(line["named_dropped"], len(named))
        self.assertGreater(line["heartbeats_dropped"], 5_000)

    def send_much(self):
        """As many good updates as a link may have at once; meanwhile others are served."""
        peer = self.dial()
        peer.send(peer.introduction() + basp.hello(peer.actor))
        large = basp.account("FLOOD", '{"x":"' + "x" * 48_000 + '"}')
        updates = [basp.update(peer.actor, each, accounts=[large]) for each in range(1, 301)]
        sender = threading.Thread(target=peer.send, args=(b"".join(updates),), daemon=True)
        sender.start()
        self.trade(self.hub)
        taken = peer.read_until(lambda each: b"hub_receipt" in each.payload
                                and each.payload[-17:-16] == bytes([300 & 0xff]))
        self.assertIsNotNone(taken)
        peer.close()

    def never_read(self):
        """Has the hub write receipts until there is no room for them."""
        peer = self.dial("mute", 4096)
        peer.send(peer.introduction() + basp.hello(peer.actor))
        peer.send(b"".join(basp.update(peer.actor, each) for each in range(1, 10_001)))
        until(lambda: not peer.send(basp.heartbeat()), "the hub gives up", pause=0.5)


class FalseHubs(HostileCase):
    """The agent under attack, by whoever sits where it expects its hub."""

    def setUp(self):
        super().setUp()
        self.over = threading.Event()
        self.addCleanup(self.over.set)
        self.stalled = threading.Event()
        self.script = [*misdeeds.TO_AN_AGENT.items(), *misdeeds.INSTEAD_OF_A_GREETING.items()]
        self.own = as_server(certificate_of(self.authority, "hub"))

    def trap(self, receive):
        made = Trap(receive)
        self.addCleanup(made.close)
        return made

    @contextlib.contextmanager
    def greeting(self, visitor):
        """A false hub that the agent takes for its own."""
        with self.own.wrap_socket(visitor, server_side=True) as secured:
            yield FalseHub(secured, next(processes))

    def say_nothing(self, visitor, _):
        with self.greeting(visitor) as hub:
            hub.read_all()

    def play(self, script, visitor, before):
        """The next misdeed of a script; after the last one it keeps the agent waiting."""
        if before >= len(script):
            self.say_nothing(visitor, before)
            return
        what, (_, frames) = script[before]
        with self.greeting(visitor) as hub:
            if what in misdeeds.TO_AN_AGENT and not hub.attach():
                return
            hub.send(frames(hub))
            hub.read_all()

    def stall(self, visitor, _):
        """Takes part, then never reads, and acknowledges what was never sent."""
        with self.greeting(visitor) as hub:
            if not hub.attach():
                return
            hub.send(b"".join(basp.receipt(hub.uplink, hub.actor, each)
                              for each in range(10 ** 6, 10 ** 6 + 5000)))
            self.stalled.set()
            while hub.send(basp.heartbeat()) and not self.over.wait(0.5):
                pass

    def impostors(self):
        """Servers that no agent may trust, and why not."""
        other = Certificates(self.folder / "other")
        other.make("hub", "hub")
        self.authority.make("elsewhere", "hub")
        own = certificate_of(self.authority, "hub")
        old = as_server(own)
        old.maximum_version = ssl.TLSVersion.TLSv1_2
        return [(as_server(certificate_of(self.authority, "elsewhere")),
                 "the name elsewhere is not expected"),
                (as_server(certificate_of(other, "hub")), "local issuer certificate"),
                (as_server(expire(self.authority, "hub", "hub", own[1])), "has expired"),
                (as_server(certificate_of(self.authority, "mallory")), "certificate purpose"),
                (old, "alert"),
                (None, "wrong version number")]

    def reasons(self):
        return [each["reason"] for each in self.agent.log("monitor_link.down")]

    def test_hubs_that_went_bad_harm_nobody(self):
        impostors, heard = self.impostors(), []

        def deceive(visitor, before):
            context = impostors[before % len(impostors)][0]
            if context is None:
                visitor.sendall(basp.server_handshake(basp.node(1), 6))
                return
            with context.wrap_socket(visitor, server_side=True) as peer:
                heard.append(peer.recv(1))

        # Each bad hub plays a part: the agent comes back later to one that it got nothing from.
        parts = [self.script[begin:begin + 5] for begin in range(0, len(self.script), 5)]
        players = [self.trap(functools.partial(self.play, part)) for part in parts]
        others = [self.trap(each) for each in (self.stall, deceive, self.say_nothing)]
        hub = self.start_hub()
        self.agent = self.start_agent("desk", hub.agents_port(),
                                      *(each.port for each in players + others))
        self.daemon.wait_protected(*self.guarded)
        hub.wait_state("desk", "live")
        with self.unharmed(hub, self.agent):
            until(self.stalled.is_set, "a hub stalls")
            self.lose("PRAC-1", 600)
            self.wait_lock("PRAC-1", "RULE-003")
            self.wait_flat("PRAC-1")
            hub.wait_look("desk", "PRAC-1", "locked")
            expected = sorted(reason for _, (reason, _) in self.script)
            until(lambda: len(self.faults()) >= len(expected), "the script is played")
            self.assertEqual(sorted(self.faults()), expected)
            for why in [why for _, why in impostors] + ["no answer in time"]:
                until(lambda part=why: any(part in each for each in self.reasons()), why)
            self.assertLessEqual(set(heard), {b""})
            players[0].close()
            self.over.set()
            self.start_hub("second", players[0].port).wait_state("desk", "live")

    def faults(self):
        """Those reasons that stand in the script."""
        known = {reason for _, (reason, _) in self.script}
        return [each for each in self.reasons() if each in known]


if __name__ == "__main__":
    unittest.main()
