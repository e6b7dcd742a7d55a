"""riskd under a service manager: what it tells it and when (R-G-3, R-G-9, R-G-10)."""

import json
import os
import signal
import socket
import unittest

from stage_case import StageCase
from stage.waiting import throughout, until

# The manager of these tests ends nobody, so the interval only says how often it wants a sign.
WATCHDOG_SECONDS = 4


class Manager:
    """Listens like systemd does and keeps what it is told."""

    def __init__(self, address):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(address)
        self.socket.setblocking(False)
        self.told = []

    def close(self):
        self.socket.close()

    def listen(self):
        """Takes in what waits. Returns all assignments so far, in order."""
        while True:
            try:
                lines = self.socket.recv(65536).decode()
            except BlockingIOError:
                return self.told
            self.told += [tuple(line.split("=", 1)) for line in lines.splitlines()]

    def count(self, name, value=None):
        return sum(1 for told in self.listen()
                   if told[0] == name and value in (None, told[1]))

    def status(self):
        return next((value for name, value in reversed(self.listen()) if name == "STATUS"), "")


class Service(StageCase):

    guarded = ["PRAC-1"]

    def listen_at(self, address, watchdog=WATCHDOG_SECONDS):
        self.manager = Manager("\0" + address[1:] if address.startswith("@") else address)
        self.addCleanup(self.manager.close)
        self.daemon.environment["NOTIFY_SOCKET"] = address
        if watchdog:
            self.daemon.environment["WATCHDOG_USEC"] = str(watchdog * 1_000_000)

    def wait_ready(self):
        until(lambda: self.manager.count("READY", "1"), "READY is told")

    def test_ready_once_every_account_is_protected(self):
        """R-G-3: not before, only once, and with the headline of `riskctl health`."""
        self.simulator.fault("rest", route="/api/Auth/loginKey", action="refuse", code=3,
                             message="no", times=2)
        self.listen_at(str(self.folder / "notify"))
        self.daemon.start()
        until(lambda: self.daemon.alerts().count("auth_failed"), "a login failed", pause=0.2)
        self.assertEqual(self.manager.count("READY"), 0, self.manager.told)
        self.assertTrue(self.daemon.runs())
        self.wait_ready()
        self.assertEqual(self.daemon.account("PRAC-1")["state"], "PROTECTED")
        until(lambda: self.manager.status().startswith("READY: 1 PROTECTED"), "status is told")
        names = [name for name, _ in self.manager.told]
        self.assertEqual(names.count("READY"), 1)
        self.assertNotIn("STOPPING", names)

    def test_trouble_shows_in_the_status_and_signs_go_on(self):
        """R-G-10: a broker that is away is no reason to be replaced."""
        self.listen_at(f"@riskd-test-{os.getpid()}")
        self.daemon.start()
        self.wait_ready()
        self.simulator.program.pause()
        self.addCleanup(self.simulator.program.proceed)
        before = self.manager.count("WATCHDOG", "1")
        until(lambda: self.manager.status().startswith("DEGRADED"), "trouble is told")
        until(lambda: self.manager.count("WATCHDOG", "1") > before + 2, "signs go on")
        self.assertEqual(self.manager.count("READY"), 1)
        self.simulator.program.proceed()
        until(lambda: self.manager.status().startswith("READY"), "the end of trouble is told")
        self.assertEqual(self.manager.count("READY"), 1)

    def test_no_signs_while_it_hangs(self):
        """R-G-10: a process that does not run gives none, and gives them again when it does."""
        self.listen_at(str(self.folder / "notify"))
        self.daemon.start()
        self.wait_ready()
        until(lambda: self.manager.count("WATCHDOG", "1") > 2, "signs are given")
        self.daemon.program.pause()
        before = self.manager.count("WATCHDOG", "1")
        try:
            throughout(lambda: self.manager.count("WATCHDOG", "1") == before, "no sign",
                       1.5 * WATCHDOG_SECONDS)
        finally:
            self.daemon.program.proceed()
        until(lambda: self.manager.count("WATCHDOG", "1") > before, "signs are given again")

    def test_stopping_is_the_last_word(self):
        """R-G-9."""
        self.listen_at(str(self.folder / "notify"))
        self.daemon.start()
        self.wait_ready()
        self.assertEqual(self.daemon.terminate(), 0)
        told = self.manager.listen()
        self.assertEqual(told[-2:], [("STOPPING", "1"), ("STATUS", "STOPPING: signal")])
        self.assertEqual(self.manager.count("STOPPING"), 1)

    def test_without_a_watchdog_no_sign_is_given(self):
        self.listen_at(str(self.folder / "notify"), watchdog=None)
        self.daemon.start()
        self.wait_ready()
        self.assertEqual(self.manager.count("WATCHDOG"), 0)

    def test_a_manager_that_does_not_listen_hinders_nothing(self):
        """The accounts are guarded all the same, and the log says what is wrong."""
        for address in (str(self.folder / "nobody"), "vsock:2:1234"):
            with self.subTest(address=address):
                self.daemon.environment["NOTIFY_SOCKET"] = address
                self.start()
                self.assertTrue(self.daemon.log("service.not_told"))
                self.assertEqual(self.daemon.terminate(), 0)

    def test_hangup_reads_the_configuration_again(self):
        """As `riskctl config reload`; a closed terminal does not end the guard."""
        self.start()
        tighter = self.configuration()
        tighter["rules"] = {**self.rules, "max_contracts": {"limit": 1}}
        self.daemon.configure(tighter)
        os.kill(self.daemon.program.pid, signal.SIGHUP)
        until(lambda: self.daemon.log("configuration.hangup"), "it is read", pause=0.2)
        self.simulator.buy("PRAC-1", "MNQ", 3)
        self.wait_size("PRAC-1", 1)
        self.daemon.configuration.write_text("{")
        os.kill(self.daemon.program.pid, signal.SIGHUP)
        until(lambda: len(self.daemon.log("configuration.hangup")) == 2, "it is read", pause=0.2)
        self.assertGreater(self.daemon.log("configuration.hangup")[-1]["problems"], 0)
        self.assertTrue(self.daemon.runs())

    def test_lines_for_the_journal_have_priorities(self):
        """Standard error that is the journal's stream gets what the file gets."""
        target = self.daemon.folder / "riskd.err"
        target.touch()
        found = target.stat()
        self.daemon.environment["JOURNAL_STREAM"] = f"{found.st_dev}:{found.st_ino}"
        self.start()
        self.assertEqual(self.daemon.terminate(), 0)
        # Doubts about the configuration are told before there is a log.
        lines = [line for line in target.read_text().splitlines() if ": warning: " not in line[:200]]
        self.assertTrue(lines)
        priorities = {"DEBUG": "<7>", "INFO": "<6>", "WARN": "<4>", "ERROR": "<3>", "CRITICAL": "<2>"}
        for line in lines:
            self.assertEqual(line[:3], priorities[json.loads(line[3:])["level"]], line)
        # Two writers, so that what several threads log at once may stand in another order.
        file = (self.daemon.folder / "logs" / "live.log").read_text().splitlines()
        self.assertEqual(sorted(line[3:] for line in lines), sorted(file))

    def test_standard_error_that_is_not_the_journal_stays_quiet(self):
        """The variable is inherited by whatever a service starts."""
        self.daemon.environment["JOURNAL_STREAM"] = "1:1"
        self.start()
        self.assertEqual(self.daemon.terminate(), 0)
        self.assertNotIn("checkpoint.service_start", self.daemon.program.errors.read_text())


if __name__ == "__main__":
    unittest.main()
