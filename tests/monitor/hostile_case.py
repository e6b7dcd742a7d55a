"""A riskd, its agent and its hub, of which a test sees that nothing troubles them."""

import contextlib
import os
import pathlib
import re
import threading
import time

from fleet import Agent, Certificates, Hub  # Finds the other modules as well.
from stage_case import StageCase
from stage.waiting import until

#: What a process may need more than before, at any moment.
GROWTH_MAX = 64 * 2 ** 20


class Burden:
    """What a process costs, from now on."""

    def __init__(self, program):
        self._folder = pathlib.Path(f"/proc/{program.pid}")
        # From now on the peak is counted anew.
        (self._folder / "clear_refs").write_text("5")
        self._before = self._memory("VmRSS")
        self._last = None

    def growth(self):
        """Bytes at the peak beyond those at the beginning."""
        return self._memory("VmHWM") - self._before

    def wait_quiet(self):
        until(lambda: self._load() < 0.5, "it takes little time of the processor", pause=1.0)

    def _load(self):
        """The share of a processor since the last look."""
        fields = (self._folder / "stat").read_text().rpartition(")")[2].split()
        now = time.monotonic(), (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        before, self._last = self._last, now
        return (now[1] - before[1]) / (now[0] - before[0]) if before else 1.0

    def _memory(self, name):
        text = (self._folder / "status").read_text()
        return int(re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE)[1]) * 1024


class Vigil(threading.Thread):
    """Looks at a daemon all the time."""

    def __init__(self, hub, name):
        super().__init__(daemon=True)
        self._hub, self._name = hub, name
        self._over = threading.Event()
        self.seen = []
        self.start()

    def run(self):
        while not self._over.wait(0.5):
            try:
                self.seen.append((self._hub.daemon(self._name) or {}).get("state"))
            except OSError as error:
                self.seen.append(str(error))

    def end(self):
        self._over.set()
        self.join()
        return self.seen


class HostileCase(StageCase):
    """A riskd with its agent `desk`; hubs and further nodes as a test wants them."""

    def setUp(self):
        super().setUp()
        self.nodes = []
        self.daemon.start()
        self.authority = Certificates(self.folder / "authority")
        for name, role in (("hub", "hub"), ("desk", "agent"), ("mallory", "agent")):
            self.authority.make(name, role)

    def start_node(self, node):
        """Starts a hub or an agent, which has to end cleanly when the test does."""
        # Freed memory that the sanitizer keeps back would look like growth.
        options = node.environment.get("ASAN_OPTIONS")
        node.environment["ASAN_OPTIONS"] = (options + ":" if options else "") + "quarantine_size_mb=4"
        self.nodes.append(node)
        self.addCleanup(self.end_node, node)
        return node.start()

    def end_node(self, node):
        if node.runs():
            self.assertEqual(node.terminate(), 0, f"{node.folder.name} did not end cleanly")
        self.assertEqual(node.program.process.returncode, 0, node.errors())
        self.assertNotIn("Sanitizer", node.errors())
        self.assertNotIn("runtime error", node.errors())

    def doCleanups(self):
        lines = [f"{node.folder.name}: {line}" for node in getattr(self, "nodes", [])
                 for line in node.log()[-30:]]
        out = super().doCleanups()
        self._last_lines = [*self._last_lines, *lines]
        return out

    def start_hub(self, name="hub", port=0):
        return self.start_node(Hub(self.folder / name, "--listen", f"127.0.0.1:{port}",
                                   # A busy machine is not to pass for a silent agent.
                                   "--silent-after", "30", *self.authority.options("hub"), "--crl",
                                   self.authority.folder / "revoked.crl"))

    def start_agent(self, name, *ports):
        hubs = [word for port in ports for word in ("--hub", f"127.0.0.1:{port}")]
        return self.start_node(Agent(self.folder / name, self.daemon.socket, *hubs, "--hub-name",
                                     "hub", *self.authority.options(name)))

    def trade(self, hub):
        """What happens at riskd shows at the hub."""
        for trade, positions in ((self.simulator.buy, 1), (self.simulator.sell, 0)):
            trade("PRAC-2", "MES", 1)
            until(lambda: (hub.account("desk", "PRAC-2") or {}).get("open_positions") == positions,
                  f"the hub shows {positions} positions")

    @contextlib.contextmanager
    def unharmed(self, hub, burdened):
        """Holds if nothing within troubles the agent `desk` at its hub, or is a burden."""
        burden, vigil = Burden(burdened.program), Vigil(hub, "desk")
        yield
        self.trade(hub)
        self.assertEqual(set(vigil.end()), {"live"})
        burden.wait_quiet()
        self.assertLess(burden.growth(), GROWTH_MAX)
        links = [each["event"] for each in hub.log()
                 if "desk" in (each.get("peer"), each.get("daemon")) and not each.get("account")]
        self.assertEqual(links, ["monitor_link.up", "fleet.agent_came"])
