"""When what was disturbed: only there may the stream have had holes or come late."""

import contextlib
import dataclasses
import threading

from killtest.moments import SECOND, now


@dataclasses.dataclass
class Hole:
    """A user hub that was cut, until riskd has it back."""

    login: str
    begin: int
    #: When the venue had cut it.
    cut: int | None = None
    end: int | None = None


class Disturbances:
    """Told by those who disturb and by the observer who sees the end of it."""

    def __init__(self):
        self._guard = threading.Lock()
        #: Of user hubs; times in microseconds.
        self.holes = []
        #: (begin, end) in which nobody can be punctual.
        self.stalls = []

    @contextlib.contextmanager
    def cutting(self, login):
        """Around the call that cuts the user hub of the login."""
        hole = Hole(login, now() - SECOND // 2)
        with self._guard:
            self.holes.append(hole)
        yield
        hole.cut = now()

    def is_open(self, login):
        with self._guard:
            return any(each.login == login and each.end is None for each in self.holes)

    def see(self, login, last_record):
        """riskd has its user hub, and read something from it at `last_record`.

        What comes well after the cut comes from a new connection; its subscriptions follow at once.
        """
        with self._guard:
            for each in self.holes:
                if each.login == login and each.end is None and each.cut is not None \
                        and last_record > each.cut + SECOND // 2:
                    each.end = now() + 2 * SECOND

    def stalled(self, begin, end):
        with self._guard:
            self.stalls.append((begin, end))

    def hid(self, login, begin, end):
        """Whether something between the two times may have passed the login's stream by."""
        return any(each.login == login and begin <= (each.end or end) and end >= each.begin
                   for each in self.holes)
