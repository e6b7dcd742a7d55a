"""Two traders and a hub, each on a host of its own."""

import json
import os
import pathlib
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
import unittest

from fleet import Agent, Certificates, Hub  # Finds the other modules as well.
from hosts import Inside, Switch
from stage.daemon import Daemon, login
from stage.program import Program
from stage.simulator import STILL_MARKET, Simulator
from stage.waiting import until
from stage_case import BINARIES, USERS

SILENT_AFTER = 3
PORT = 8481

#: Who may come: with a certificate of the authority, and named to the hub.
ADMITTED = ("trader-a", "trader-b", "trader-c", "lost", "revoked", "twin-1", "twin-2")
#: Who is missed, and never gets in.
REFUSED = ("expired", "foreign", "stranger")


def sanitized(option):
    """The options of AddressSanitizer, if the programs have it, with one more."""
    options = os.environ.get("ASAN_OPTIONS")
    return f"{options}:{option}" if options else option


class Contained(Agent):
    """An agent that is the first process of a PID namespace, as in a container."""

    def __init__(self, *words):
        super().__init__(*words)
        # LeakSanitizer looks for the process in /proc, which is that of the machine.
        self.environment["ASAN_OPTIONS"] = sanitized("detect_leaks=0")

    def start(self, *more):
        self.program = Program(
            ["unshare", "--pid", "--fork", "--kill-child", BINARIES / "riskmon", *self.words,
             "--dir", self.folder, "--log-level", "DEBUG", *more],
            self.folder / "riskmon.err", self.environment, self.folder,
            output=self.folder / "riskmon.out")
        return self

    def process(self):
        """The number that the machine knows the process by."""
        pid = self.program.pid
        children = pathlib.Path(f"/proc/{pid}/task/{pid}/children")
        return int(until(children.read_text, "the namespace has its process"))

    def terminate(self):
        os.kill(self.process(), signal.SIGTERM)
        return self.program.wait()


class Trader:
    """A host with a simulated gateway, a riskd and its agent."""

    def __init__(self, name, host, folder):
        self.name = name
        self.host = host
        self.folder = folder / name
        self.folder.mkdir()
        self.accounts = [f"{name[-1].upper()}-{number}" for number in (1, 2, 3, 4)]
        with host:
            self.simulator = Inside(host, Simulator(
                BINARIES, self.folder, USERS, [("trader", each, 50000) for each in self.accounts],
                STILL_MARKET))
        self.daemon = Inside(host, Daemon(
            BINARIES, self.folder / "riskd",
            {"gateway": login(self.simulator, "trader"),
             "reconcile": {"interval_seconds": 5},
             "accounts": [{"name": each} for each in self.accounts],
             "rules": {"daily_realized_loss": {"limit": -500, "include_unrealized": False}}},
            USERS))
        self.agent = None

    def breach(self, account):
        """Loses more than the rule allows. Returns when riskd has locked the account."""
        self.simulator.price("MNQ", 21500)
        self.simulator.buy(account, "MNQ", 1)
        self.simulator.price("MNQ", 21200)
        self.simulator.sell(account, "MNQ", 1)
        until(lambda: self.daemon.locks(account), f"{account} is locked", pause=0.3)
        until(lambda: self.simulator.is_flat(account), f"{account} is flat")

    def audited(self):
        """The last number of riskd's audit, as riskd tells it."""
        told = json.loads(self.daemon.riskctl("log", "--json").stdout)
        return max(each["n"] for each in told["records"])


class NetworkCase(unittest.TestCase):
    """The hosts of all tests of a class, which leave them as they found them."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="riskd-network-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.switch = Switch()
        cls.addClassCleanup(cls.switch.close)
        cls.nodes = []
        cls.traders = []
        cls.addClassCleanup(cls._end_all)
        cls.authority = Certificates(cls.folder / "authority")
        cls.authority.make("hub", "hub")
        for name in (*ADMITTED, "stranger", "expired"):
            cls.authority.make(name, "agent")
        hub = Hub(cls.folder / "hub", "--silent-after", str(SILENT_AFTER),
                  *(word for name in ADMITTED for word in ("--agent", name)),
                  *(word for name in REFUSED for word in ("--expect", name)),
                  *cls.authority.options("hub"),
                  "--crl", cls.authority.folder / "revoked.crl")
        cls.hub_host = cls.switch.host()
        cls.hub = Inside(cls.hub_host, hub)
        cls.nodes.append(hub)
        cls.start_hub()
        cls.a, cls.b = cls.trader("trader-a"), cls.trader("trader-b")
        for each in (cls.a, cls.b):
            each.daemon.start()
            each.agent.start()
        cls.lose_agents()

    @classmethod
    def start_hub(cls):
        cls.hub.start("--listen", f"{cls.hub_host.address}:{PORT}")

    @classmethod
    def trader(cls, name):
        made = Trader(name, cls.switch.host(), cls.folder)
        cls.traders.append(made)
        made.agent = cls.agent(name, made.host, made.daemon.socket)
        return made

    @classmethod
    def agent(cls, name, host, socket, options=None, kind=Agent):
        made = kind(cls.folder / f"agent-{name}", socket,
                    "--hub", f"{cls.hub_host.address}:{PORT}", "--hub-name", "hub",
                    *(options or cls.authority.options(name)))
        cls.nodes.append(made)
        return Inside(host, made)

    @classmethod
    def lose_agents(cls):
        """Two more agents of one riskd come, and are lost.

        It takes half a minute until silence is told, which other tests need not wait for.
        """
        # They keep their certificates; the authority forgets one.
        own = cls.folder / "own"
        shutil.copytree(cls.authority.folder / "nodes", own)
        cls.lost, cls.revoked = (
            cls.agent(name, cls.a.host, cls.a.daemon.socket,
                      [str(word).replace(str(cls.authority.folder / "nodes"), str(own))
                       for word in cls.authority.options(name)])
            for name in ("lost", "revoked"))
        for each in (cls.lost, cls.revoked):
            each.start()
        for name in ("lost", "revoked"):
            cls.hub.wait_look(name, cls.a.accounts[-1], "protected")
        cls.lost.kill()
        cls.authority.revoke("revoked")
        cls.hub.program.process.send_signal(signal.SIGHUP)
        cls.lost_at = time.monotonic()

    @classmethod
    def _end_all(cls):
        """Ends all that runs, and complains of all that did not end well."""
        bad = []
        for each in (*cls.nodes, *(trader.daemon for trader in cls.traders)):
            if each.program is None:
                continue
            if each.runs() and each.terminate() != 0:
                bad.append(f"{each.folder} did not end cleanly")
            errors = each.program.errors.read_text()
            if "Sanitizer" in errors or "runtime error" in errors:
                bad.append(errors)
        for trader in cls.traders:
            if trader.simulator.quit() != 0:
                bad.append(trader.simulator.program.errors.read_text())
        if bad:
            raise AssertionError("\n".join(bad))

    def setUp(self):
        self.begun = time.monotonic()
        for each in (self.a, self.b):
            self.hub.wait_state(each.name, "live")
            self.hub.wait_look(each.name, each.accounts[-1], "protected")

    def tell(self, text):
        print(f"   {time.monotonic() - self.begun:5.1f} s  {text}", file=sys.stderr, flush=True)

    def run(self, result=None):
        """Shows what the nodes wrote when a test failed, since their folders go away."""
        before = len(result.failures) + len(result.errors)
        out = super().run(result)
        if len(result.failures) + len(result.errors) > before:
            for each in (*self.nodes, *(trader.daemon for trader in self.traders)):
                for record in each.log()[-25:]:
                    print(f"{each.folder.name}: {json.dumps(record)}", file=sys.stderr)
        return out

    # Words of the tests

    def state(self, name):
        return (self.hub.daemon(name) or {}).get("state")

    def alarm(self, kind, daemon, account=None):
        return next((each for each in self.hub.alarms() if each["kind"] == kind
                     and each["daemon"] == daemon and each["account"] == account), None)

    def wait_alarm(self, *what):
        return until(lambda: self.alarm(*what), f"an alarm {' '.join(what)}")

    def wait_calm(self, *what):
        until(lambda: not self.alarm(*what), f"no alarm {' '.join(what)} any more")

    def wait_audit(self, trader):
        """Waits until the hub has the whole audit, and sees that it is sound. Returns its end."""
        until(lambda: self.hub.daemon(trader.name)["audit"]["number"] == trader.audited(),
              f"the hub has the audit of {trader.name}", pause=0.3)
        audit = self.hub.daemon(trader.name)["audit"]
        self.assertEqual(audit["state"], "intact", audit["remark"])
        return audit

    def kept(self, query):
        """What the hub has written down."""
        with sqlite3.connect(f"file:{self.folder / 'hub' / 'fleet.db'}?mode=ro", uri=True) as store:
            return list(store.execute(query))
