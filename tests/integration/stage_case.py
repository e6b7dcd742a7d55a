"""What every test of whole processes shares: a simulated gateway, daemons, a folder of its own."""

import os
import pathlib
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from stage.broker import Broker  # noqa: E402
from stage.daemon import Daemon, login  # noqa: E402
from stage.simulator import STILL_MARKET, Simulator  # noqa: E402
from stage.waiting import until  # noqa: E402

# Where the programs are; CTest says it.
BINARIES = pathlib.Path(os.environ.get("RISKD_BIN_DIR", ROOT / "build" / "release" / "bin"))

USERS = [("trader", "secret-key-of-trader"), ("other", "secret-key-of-other")]

MNQ_TICK = 0.25


class StageCase(unittest.TestCase):
    """One test: by default one login with the accounts PRAC-1 and PRAC-2 in a still market."""

    accounts = [("trader", "PRAC-1", 50000), ("trader", "PRAC-2", 50000)]
    guarded = ["PRAC-1", "PRAC-2"]
    # Accounts of the login whose REST interface is asked.
    witnessed = ["PRAC-1", "PRAC-2"]
    # Only what the trader realizes counts, so that riskd and the trader never close at once.
    rules = {"max_contracts": {"limit": 3},
             "daily_realized_loss": {"limit": -500, "include_unrealized": False}}
    options = STILL_MARKET
    # Of a test that is skipped before it begins there is nothing to show.
    folder = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="riskd-stage-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.simulator = Simulator(BINARIES, self.folder, USERS, self.accounts, self.options)
        self.addCleanup(self._end_simulator)
        self.daemon = Daemon(BINARIES, self.folder / "riskd", self.configuration(), USERS)
        self.addCleanup(self._end_daemon)
        self.broker = Broker(self.simulator.rest, *USERS[0])

    def configuration(self):
        return {"gateway": login(self.simulator, "trader"),
                "reconcile": {"interval_seconds": 5},
                "accounts": [{"name": name} for name in self.guarded],
                "rules": self.rules}

    def _end_simulator(self):
        code = self.simulator.quit()
        if code != 0:
            self.fail(f"risksim ended with {code}: {self.simulator.program.errors.read_text()}")

    def _end_daemon(self):
        program = self.daemon.program
        if program is None:
            return
        if program.runs():
            self.assertEqual(self.daemon.terminate(), 0, "riskd did not end cleanly")
        errors = program.errors.read_text()
        self.assertNotIn("Sanitizer", errors)
        self.assertNotIn("runtime error", errors)

    def run(self, result=None):
        """Shows what riskd wrote when a test failed, since its folder goes away."""
        before = len(result.failures) + len(result.errors) if result else 0
        outcome = super().run(result)
        if result and len(result.failures) + len(result.errors) > before:
            print(f"--- {self.id()}: the end of riskd's log", file=sys.stderr)
            for line in self._last_lines:
                print(line, file=sys.stderr)
        return outcome

    _last_lines = ()

    def doCleanups(self):
        logs = self.folder / "riskd" / "logs" if self.folder else None
        lines = []
        for file in sorted(logs.glob("*")) if logs and logs.exists() else []:
            lines += file.read_text(errors="replace").splitlines()
        self._last_lines = lines[-60:]
        return super().doCleanups()

    # Words of the tests

    def id_of(self, name):
        return self.simulator.accounts[name]

    def start(self):
        self.daemon.start()
        self.daemon.wait_protected(*self.guarded)

    def size(self, name, root="MNQ"):
        """Signed size of a position, by the exchange's books."""
        positions = self.simulator.positions(name)
        return sum(size for contract, size in positions.items() if f".{root}." in contract)

    def wait_size(self, name, size, root="MNQ"):
        until(lambda: self.size(name, root) == size, f"{name} holds {size} {root}")

    def wait_flat(self, name):
        until(lambda: self.simulator.is_flat(name), f"{name} is flat")
        if name in self.witnessed:
            self.assertTrue(self.broker.is_flat(self.id_of(name)), f"{name} is flat by REST")

    def wait_lock(self, name, rule):
        """Waits for a lock, as riskd tells it. Returns it."""
        def lock():
            return next((each for each in self.daemon.locks(name) if each["rule"] == rule), None)
        return until(lock, f"{name} is locked by {rule}")

    def lose(self, name, dollars, size=1, root="MNQ"):
        """A losing round turn of MNQ: the price falls and the trader gives up."""
        start = 21500
        self.simulator.price(root, start)
        self.simulator.buy(name, root, size)
        self.simulator.price(root, start - dollars / (2 * size))
        self.simulator.sell(name, root, size)
        self.simulator.price(root, start)
