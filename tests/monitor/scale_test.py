"""How many daemons a hub can watch: what it takes of the machine, and that all it tells is right.

The short form has 10 daemons of 20 accounts; RISKD_FULL=1 takes 50 for a minute. Prints a table; no
time is asserted.
"""

import base64
import json
import os
import pathlib
import re
import socket
import statistics
import struct
import threading
import time
import unittest
import urllib.parse

from scale_case import ACCOUNTS, DAEMONS, SECONDS, ScaleCase
from stage.waiting import NeverHappened, until

#: What the hub may take more of once it knows everything: the caches of its store, and memory that
#: its threads keep for the next time.
GROWTH_MAX_KIB = 64 * 1024

TICKS = os.sysconf("SC_CLK_TCK")


def processor_seconds(pid):
    """What each thread used so far, by its name."""
    used = {}
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        try:
            words = (task / "stat").read_text()
        except OSError:
            continue  # It ended.
        name, fields = words[words.index("(") + 1:].rsplit(")", 1)
        user, system = fields.split()[11:13]
        used[name] = used.get(name, 0) + (int(user) + int(system)) / TICKS
    return used


def resident_kib(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1))


def without_age(document):
    return {key: value for key, value in document.items() if key != "age_seconds"}


class Fleet:
    """What is known of the daemons by an overview and the messages that follow it."""

    def __init__(self, overview):
        self.facts = {}
        self.accounts = {}
        self.alarms = {each["id"]: each for each in overview["alarms"]}
        for daemon in overview["daemons"]:
            self._take_daemon({key: value for key, value in daemon.items() if key != "accounts"})
            for account in daemon["accounts"]:
                self._take_account(daemon["name"], account)

    def take(self, message):
        kind = message["type"]
        if kind == "daemon":
            self._take_daemon(message["daemon"])
        elif kind == "account":
            self._take_account(message["daemon"], message["account"])
        elif kind == "account_gone":
            del self.accounts[message["daemon"], message["name"]]
        elif kind == "alarm":
            self.alarms[message["alarm"]["id"]] = message["alarm"]
        elif kind != "tick":
            raise AssertionError(f"a message of the type {kind}")

    def differences(self, other):
        """What is another in `other`; of alarms, only those that `other` knows count."""
        out = []
        for mine, its in ((self.facts, other.facts), (self.accounts, other.accounts)):
            out += [key for key in sorted(mine.keys() | its.keys()) if mine.get(key) != its.get(key)]
        out += [key for key, alarm in other.alarms.items() if self.alarms.get(key) != alarm]
        return out

    def _take_daemon(self, facts):
        self.facts[facts["name"],] = without_age(facts)

    def _take_account(self, daemon, account):
        self.accounts[daemon, account["name"]] = without_age(account)


class LiveClient(threading.Thread):
    """Follows /api/live as the page does."""

    TEXT, CLOSE, PING, PONG = 1, 8, 9, 10

    def __init__(self, hub):
        super().__init__(daemon=True)
        self.fleet = None
        self.messages = 0
        self.bytes = 0
        #: Accounts that were told of since the overview.
        self.changed = set()
        self.trouble = None
        self.guard = threading.Lock()
        address = urllib.parse.urlsplit(hub.web)
        self._socket = socket.create_connection((address.hostname, address.port), timeout=60)
        self._input = self._socket.makefile("rb")
        self._upgrade(address.netloc, hub.token())
        self.start()

    def counts(self):
        with self.guard:
            return self.messages, self.bytes

    def differences(self, overview):
        """In what this client knows other than an overview tells."""
        with self.guard:
            return self.fleet.differences(Fleet(overview)) if self.fleet else ["everything"]

    def close(self):
        self._socket.shutdown(socket.SHUT_RDWR)
        self.join(30)
        self._socket.close()

    def run(self):
        try:
            while True:
                kind, payload = self._frame()
                if kind == self.PING:
                    self._answer(payload)
                elif kind == self.TEXT:
                    self._take(json.loads(payload), len(payload))
                else:
                    self.trouble = f"a frame of the kind {kind}: {payload!r}"
                    return
        except EOFError:
            return
        except Exception as error:  # Whatever it is, the test's own thread has to know.
            self.trouble = repr(error)

    def _upgrade(self, host, token):
        key = base64.b64encode(os.urandom(16)).decode()
        self._socket.sendall((
            f"GET /api/live HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\n"
            f"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
            f"Authorization: Bearer {token}\r\n\r\n").encode())
        status = self._input.readline().decode()
        if " 101 " not in status:
            raise AssertionError(f"no WebSocket: {status}")
        while self._input.readline().strip():
            pass

    def _frame(self):
        first, length = self._exactly(2)
        if length == 126:
            length, = struct.unpack("!H", self._exactly(2))
        elif length == 127:
            length, = struct.unpack("!Q", self._exactly(8))
        return first & 0x0f, self._exactly(length)

    def _exactly(self, size):
        found = self._input.read(size)
        if len(found) < size:
            raise EOFError
        return found

    def _answer(self, payload):
        # Clients mask what they send; a mask of zeros leaves it as it is.
        self._socket.sendall(bytes([0x80 | self.PONG, 0x80 | len(payload)]) + bytes(4) + payload)

    def _take(self, message, size):
        with self.guard:
            self.messages += 1
            self.bytes += size
            if message["type"] == "overview":
                self.fleet = Fleet(message)
            else:
                self.fleet.take(message)
            if message["type"] == "account":
                self.changed.add((message["daemon"], message["account"]["name"]))


class Measurement:
    """What the hub takes between two moments, and how it answers meanwhile."""

    def __init__(self, hub, live):
        self.hub = hub
        self.live = live
        self.begun = time.monotonic()
        self.used = processor_seconds(hub.program.pid)
        self.counts = live.counts()
        self.resident = [resident_kib(hub.program.pid)]
        self.answers = {"/api/overview": [], "/metrics": []}

    def is_over(self):
        return time.monotonic() - self.begun >= SECONDS

    def ask(self, path):
        begun = time.monotonic()
        status, body = self.hub.get(path)
        if status != 200:
            raise AssertionError(f"{path}: {status} {body}")
        self.answers[path].append((time.monotonic() - begun, len(body.encode())))
        self.resident.append(resident_kib(self.hub.program.pid))
        return body

    def rows(self):
        seconds = time.monotonic() - self.begun
        used = {name: (each - self.used.get(name, 0)) / seconds
                for name, each in processor_seconds(self.hub.program.pid).items()}
        messages, size = (after - before for after, before in zip(self.live.counts(), self.counts))
        yield "daemons x accounts", f"{DAEMONS} x {ACCOUNTS}"
        yield "measured", f"{seconds:.1f} s"
        yield "processor, of one core", f"{100 * sum(used.values()):.1f} %"
        for name, share in sorted(used.items(), key=lambda each: -each[1])[:4]:
            yield f"of it, `{name}`", f"{100 * share:.1f} %"
        yield "resident memory at the begin", f"{self.resident[0] / 1024:.1f} MiB"
        yield "at the end", f"{self.resident[-1] / 1024:.1f} MiB"
        for path, answers in self.answers.items():
            times = [1000 * taken for taken, _ in answers]
            yield f"`{path}`, size", f"{answers[-1][1] / 1024:.0f} KiB"
            yield (f"`{path}`, time: median, most of {len(times)}",
                   f"{statistics.median(times):.1f} ms, {max(times):.1f} ms")
        yield "one WebSocket", f"{messages / seconds:.0f} messages/s"
        yield "", f"{size / seconds / 1024:.0f} KiB/s"


class Scale(ScaleCase):

    def measure(self, live):
        """Looks once a second, until every account has changed as well."""
        out = Measurement(self.hub, live)
        while not out.is_over() or len(live.changed) < DAEMONS * ACCOUNTS:
            self.check_complete(json.loads(out.ask("/api/overview")))
            told = out.ask("/metrics")
            for name in ("protected", "locked", "realized_dollars", "unrealized_dollars"):
                self.assertEqual(len(re.findall(rf"^riskmon_account_{name}\{{", told, re.M)),
                                 DAEMONS * ACCOUNTS, name)
            self.assertIsNone(live.trouble)
            time.sleep(1)
        return out

    def wait_adds_up(self, live):
        def adds_up():
            return not live.differences(self.hub.overview())
        try:
            until(adds_up, "the messages add up to the overview", pause=0.2)
        except NeverHappened:
            self.fail(f"not as in the overview: {live.differences(self.hub.overview())[:5]}")

    def check_what_was_told(self):
        records, breaches = map(
            int, self.load.said(r"Still: (\d+) records, (\d+) breaches").groups())
        until(lambda: sum(each["audit"]["number"] or 0 for each in self.hub.overview()["daemons"])
              == records, f"the hub has all {records} records")
        daemons = self.hub.overview()["daemons"]
        self.assertEqual({each["audit"]["state"] for each in daemons}, {"intact"})
        self.assertGreater(breaches, 0)
        until(lambda: any(each["kind"] == "account_locked" for each in self.raised()),
              "a locked account raised an alarm")
        self.assertEqual({each["kind"] for each in self.raised()}, {"account_locked"})
        self.assertLessEqual(len(self.raised()), breaches)

    def raised(self):
        status, body = self.hub.get("/api/alarms?count=1000")
        self.assertEqual(status, 200, body)
        return json.loads(body)["alarms"]

    def test_a_hub_watches_many_busy_daemons(self):
        attached = self.wait_complete()
        live = LiveClient(self.hub)
        self.addCleanup(live.close)
        until(lambda: live.counts()[0] > 0, "the WebSocket tells something")
        measured = self.measure(live)
        rows = [("all agents attached after", attached), *measured.rows()]
        self.be_still()
        self.wait_adds_up(live)
        self.check_what_was_told()
        self.check_complete(self.hub.overview())
        self.assertIsNone(live.trouble)
        growth = measured.resident[-1] - measured.resident[0]
        self.assertLess(growth, GROWTH_MAX_KIB, measured.resident)
        self.assertEqual(self.load.program.terminate(), 0, self.load.program.errors.read_text())
        updates, links = map(int, self.load.said(r"Acknowledged: (\d+) updates over (\d+)").groups())
        self.assertEqual(links, DAEMONS, "no agent had to come twice")
        self.assertGreater(updates, DAEMONS * SECONDS)
        for name, value in [*rows, ("acknowledged", f"{updates} updates")]:
            print(f"| {name} | {value} |")


if __name__ == "__main__":
    unittest.main()
