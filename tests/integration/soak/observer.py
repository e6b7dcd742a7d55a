"""Looks at riskd once a second: what it shows, and what it takes of the machine."""

import collections
import contextlib
import dataclasses
import os
import threading

from killtest.moments import microseconds, now

_PAGE = os.sysconf("SC_PAGE_SIZE")

GOOD = ("PROTECTED", "SHADOW")


@dataclasses.dataclass(frozen=True)
class Sample:
    """One look at the process. `at` counts seconds since the load began, `resident` bytes.

    `connections` go to the venue; `files` are all other open descriptors.
    """

    at: float
    resident: int
    connections: int
    files: int
    threads: int


def look_at_process(pid, at, venue_port):
    with open(f"/proc/{pid}/statm", encoding="ascii") as file:
        resident = int(file.read().split()[1]) * _PAGE
    venue = _sockets_to(pid, venue_port)
    targets = list(_targets(pid))
    connections = sum(each in venue for each in targets)
    return Sample(at, resident, connections, len(targets) - connections,
                  len(os.listdir(f"/proc/{pid}/task")))


def _targets(pid):
    """What the descriptors of the process stand for; one may be closed while we look."""
    for each in os.listdir(f"/proc/{pid}/fd"):
        with contextlib.suppress(FileNotFoundError):
            yield os.readlink(f"/proc/{pid}/fd/{each}")


def _sockets_to(pid, port):
    """Names of the TCP sockets whose other end is that port."""
    remote = f":{port:04X}"
    with open(f"/proc/{pid}/net/tcp", encoding="ascii") as file:
        rows = [line.split() for line in file.readlines()[1:]]
    return {f"socket:[{row[9]}]" for row in rows if row[2].endswith(remote)}


class Observer:
    """A thread of its own. What it saw last is in its members."""

    def __init__(self, daemon, venue_port, disturbances):
        self._daemon = daemon
        self._venue_port = venue_port
        self._disturbances = disturbances
        self._begun = now()
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._seen_alerts = set()
        self.samples = []
        self.alerts = collections.Counter()
        self.status = None
        self.locked = frozenset()
        self.locks_seen = set()
        self.looks = 0
        #: Ages in whole seconds of the oldest report of itself and of the longest time without a
        #: comparison, as riskd showed them.
        self.oldest_report = 0
        self.oldest_comparison = 0
        #: Since when an account is in no good state, and the longest such time with its reasons.
        self._since = {}
        self.longest_spell = (0.0, "")

    def start(self):
        """From here on everything counts; before riskd was ready nothing did."""
        self._begun = now()
        self.samples = []
        self.looks = self.oldest_report = self.oldest_comparison = 0
        self._since, self.longest_spell = {}, (0.0, "")
        self._thread.start()

    def stop(self):
        self._ends.set()
        self._thread.join()

    def _run(self):
        while not self._ends.wait(1.0):
            self.look()

    def look(self):
        """Asks once. Returns the status, or None where nobody answers."""
        if not self._daemon.runs():
            return None
        status = self._daemon.ask("/v1/status")
        if status is None:
            return None
        self.samples.append(look_at_process(
            self._daemon.program.pid, (now() - self._begun) / 1_000_000, self._venue_port))
        self.looks += 1
        for each in status["gateways"]:
            self._see_login(each)
        self._see_alerts(status["alerts"])
        self.oldest_report = max(self.oldest_report, status["age_seconds"] or 0)
        for each in status["accounts"]:
            self.oldest_comparison = max(self.oldest_comparison,
                                         each["last_reconciled_age_seconds"] or 0)
            self.locks_seen.update((each["name"], lock["rule"], lock["since"])
                                   for lock in each["locks"])
            self._see_state(each)
        self.locked = frozenset(each["name"] for each in status["accounts"] if each["locked"])
        self.status = status
        return status

    def _see_state(self, account):
        name = account["name"]
        if account["state"] in GOOD:
            self._since.pop(name, None)
            return
        since = self._since.setdefault(name, now())
        self.longest_spell = max(self.longest_spell, (
            (now() - since) / 1_000_000,
            f"{name} {account['state']}: {'; '.join(account['reasons'])}"))

    def _see_login(self, gateway):
        user = next(each for each in gateway["links"] if each["link"] == "user")
        if user["up"] and user["last_record"]:
            self._disturbances.see(gateway["name"], microseconds(user["last_record"]))

    def _see_alerts(self, alerts):
        """Alerts are shown for a while: each counts once."""
        shown = {(each["ts"], each["code"], each["id"], each["detail"]) for each in alerts}
        for each in shown - self._seen_alerts:
            self.alerts[each[1]] += 1
        self._seen_alerts = shown

    def states(self):
        """How many accounts are in each state."""
        accounts = self.status["accounts"] if self.status else []
        return collections.Counter(each["state"] for each in accounts)
