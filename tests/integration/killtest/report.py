"""What a campaign tells: progress, violations with the way back to them, a table, one last line."""

import collections
import sys
import threading

from .plan import POINTS, RANDOM


class Report:
    """Counts kills and violations; several stages may tell it at once."""

    def __init__(self, kills, options="", sink=sys.stdout):
        """`options` are what else a kill needs to be repeated."""
        self._wanted = kills
        self._options = options
        self._sink = sink
        self._guard = threading.Lock()
        self._kills = collections.Counter()
        self._violations = collections.Counter()
        self._late = collections.Counter()
        self._is_terminal = sink.isatty()

    @property
    def kills(self):
        return sum(self._kills.values())

    @property
    def violations(self):
        return sum(self._violations.values())

    def kill(self, where):
        """riskd died there."""
        with self._guard:
            self._kills[where] += 1
            if self._is_terminal:
                print(f"\r{self.kills} of {self._wanted} kills, {self.violations} violations ",
                      end="", file=self._sink, flush=True)
            elif self.kills % 50 == 0:
                self._line(f"{self.kills} of {self._wanted} kills, {self.violations} violations")

    def late(self, kill, text):
        """A command had left on the 2 ms limit of R-F-9 before its lock was recorded."""
        with self._guard:
            self._late[kill.where] += 1
            self._line(f"left on the 2 ms limit, {kill}: {text}")

    def violation(self, kill, text, folder):
        with self._guard:
            self._violations[kill.where] += 1
            self._line(f"VIOLATION, {kill}: {text}\n"
                       f"  kept: {folder}\n"
                       f"  again: scripts/killtest --seed {kill.seed} --only {kill.number}"
                       f"{self._options}")

    def end(self):
        """Prints the table and the last line. Returns the exit code."""
        if self._is_terminal:
            print(file=self._sink)
        rows = [("point", "kills", "violations", "2 ms commands")]
        rows += [(where, self._kills[where], self._violations[where], self._late[where])
                 for where in [*POINTS, RANDOM]]
        for name, *counts in rows:
            print(f"{name:<22}" + "".join(f"{count:>15}" for count in counts), file=self._sink)
        print(f"killtest: {self.kills} kills, {self.violations} violations", file=self._sink,
              flush=True)
        return 1 if self.violations else 0

    def _line(self, text):
        print(("\r" if self._is_terminal else "") + text, file=self._sink, flush=True)
