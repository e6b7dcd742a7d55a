"""A hub that many daemons come to which do not exist: what the tests of its scale share.

The short form has 10 daemons of 20 accounts; RISKD_FULL=1 takes 50 for a minute.
"""

import os
import pathlib
import re
import signal
import tempfile
import unittest

from fleet import Certificates, Hub, environment  # Finds the other modules as well.
from stage_case import BINARIES
from stage.program import Program
from stage.waiting import until

FULL = bool(os.environ.get("RISKD_FULL"))
DAEMONS, ACCOUNTS, SECONDS = (50, 20, 60) if FULL else (10, 20, 8)

#: A gate takes one more agent a second from one address, and agents come back ever more rarely.
ATTACH_PATIENCE = 180

#: The load goes on until it was measured, however long a busy machine takes for it.
LOAD_SECONDS_MAX = 600

#: No daemon may seem silent only because the machine is busy.
SILENT_AFTER = 30


class Load:
    """A fleet_load that runs beside us."""

    def __init__(self, folder, port, certificates):
        self.file = folder / "fleet_load.out"
        self.program = Program(
            [BINARIES / "fleet_load", "--hub", f"127.0.0.1:{port}", "--hub-name", "hub",
             "--certs", certificates.folder, "--agents", DAEMONS, "--accounts", ACCOUNTS,
             "--seconds", LOAD_SECONDS_MAX],
            folder / "fleet_load.err", environment(folder), folder, output=self.file)

    def be_still(self):
        self.program.process.send_signal(signal.SIGHUP)

    def said(self, pattern):
        """The match of something that it printed, or None."""
        if not self.program.runs() and self.program.process.returncode != 0:
            raise AssertionError(f"fleet_load ended: {self.program.errors.read_text()}")
        return re.search(pattern, self.file.read_text())


class ScaleCase(unittest.TestCase):
    """One test: a hub, and a load that comes to it."""

    hub_options = ()

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="riskd-scale-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.certificates = Certificates(self.folder / "authority")
        self.certificates.make("hub", "hub")
        for number in range(1, DAEMONS + 1):
            self.certificates.make(f"load-{number}", "agent")
        self.hub = Hub(self.folder / "hub", *self.certificates.options("hub"),
                       "--crl", self.certificates.folder / "revoked.crl",
                       "--silent-after", SILENT_AFTER, *self.hub_options)
        # The sanitizer's memory of what was freed is none of the hub's.
        self.hub.environment["ASAN_OPTIONS"] = "quarantine_size_mb=16:malloc_context_size=5"
        self.addCleanup(self._end, self.hub)
        self.hub.start("--listen", "127.0.0.1:0")
        self.load = Load(self.folder, self.hub.agents_port(), self.certificates)
        self.addCleanup(self._end, self.load)

    def _end(self, running):
        program = running.program
        if program is None:
            return
        if program.runs():
            program.terminate()
        self.assertEqual(program.process.returncode, 0, program.errors.read_text())
        self.assertNotIn("Sanitizer", program.errors.read_text())
        self.assertNotIn("runtime error", program.errors.read_text())

    def states(self, overview):
        return [each["state"] for each in overview["daemons"]]

    def check_complete(self, overview):
        self.assertEqual(self.states(overview), ["live"] * DAEMONS,
                         {each["remark"] for each in overview["daemons"]})
        self.assertEqual([len(each["accounts"]) for each in overview["daemons"]],
                         [ACCOUNTS] * DAEMONS)

    def wait_complete(self):
        attached = until(lambda: self.load.said(r"Attached: .* after (.*)"), "all agents come",
                         ATTACH_PATIENCE)
        until(lambda: self.states(self.hub.overview()) == ["live"] * DAEMONS
              and all(len(each["accounts"]) == ACCOUNTS
                      for each in self.hub.overview()["daemons"]), "all daemons are live")
        return attached.group(1)

    def be_still(self):
        self.load.be_still()
        until(lambda: self.load.said("Still:"), "nothing changes any more")
