"""What goes wrong every few seconds: connections, calls, processes, the disk."""

import collections
import threading
import time

from killtest.moments import SECOND, now

QUERIES = ("/api/Position/searchOpen", "/api/Order/searchOpen", "/api/Trade/search",
           "/api/Account/search")
COMMANDS = ("/api/Position/closeContract", "/api/Position/partialCloseContract",
            "/api/Order/cancel")

#: How long the disk is broken or slow, in seconds.
_DISK_SECONDS = (1.0, 4.0)


class Faults:
    """A deck of faults, drawn one by one in a thread of its own and shuffled when it is empty."""

    def __init__(self, plan, stage, disturbances):
        """`stage` has `simulator`, `daemon` and `disk`, the file that orders faults of the disk."""
        self._plan = plan
        self._stage = stage
        self._disturbances = disturbances
        self._dice = plan.dice("faults")
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        #: How often each kind struck.
        self.counts = collections.Counter()
        self.problem = None

    def start(self):
        self._thread.start()

    def stop(self):
        """Ends with everything mended."""
        self._ends.set()
        self._thread.join()
        self._stage.simulator.clear_faults()

    def _run(self):
        deck = []
        try:
            while not self._ends.wait(self._plan.fault_interval * self._dice.uniform(0.5, 1.5)):
                if not deck:
                    deck = self._deck()
                    self._dice.shuffle(deck)
                name, strike = deck.pop()
                if strike() is not False:
                    self.counts[name] += 1
        except (AssertionError, OSError) as problem:
            self.problem = f"the faults ended: {problem!r}"

    def _deck(self):
        return [("user hub dropped", lambda: self._cut("drop")),
                ("user hub refused for a while", lambda: self._cut("drop", refuse_ms=3000)),
                ("user hub closed", lambda: self._cut("close", allow_reconnect=True)),
                ("user hub silent", lambda: self._cut("half_open")),
                ("market hub dropped", self._drop_market),
                ("session ended", self._end_session),
                ("calls unanswered", lambda: self._spoil(QUERIES, action="never_answer")),
                ("calls answered 429", lambda: self._spoil(QUERIES, action="status", status=429)),
                ("calls answered 503", lambda: self._spoil(QUERIES, action="status", status=503)),
                ("commands answered 500",
                 lambda: self._spoil(COMMANDS, action="status", status=500)),
                ("commands answered 429",
                 lambda: self._spoil(COMMANDS, action="status", status=429)),
                ("commands obeyed, reply lost",
                 lambda: self._spoil(COMMANDS, action="drop", after_acceptance=True)),
                ("calls slow", lambda: self._spoil(("*",), action="delay", delay_ms=1500)),
                ("events doubled", self._double),
                ("riskd stopped", lambda: self._pause(self._stage.daemon.program)),
                ("risksim stopped", lambda: self._pause(self._stage.simulator.program)),
                ("database unwritable", lambda: self._break("eio", "journal.db")),
                ("intent files unwritable", lambda: self._break("eio", "intent-")),
                ("disk slow", lambda: self._break("slow", "/state/"))]

    # Connections and calls

    def _login(self):
        """One whose user hub is not cut at the moment, or None."""
        whole = [each for each in self._plan.logins if not self._disturbances.is_open(each)]
        return self._dice.choice(whole) if whole else None

    def _cut(self, action, **more):
        login = self._login()
        if login is None:
            return False
        with self._disturbances.cutting(login):
            self._stage.simulator.fault("hub", hub="user", user=login, action=action, **more)
        return True

    def _end_session(self):
        login = self._login()
        if login is None:
            return False
        with self._disturbances.cutting(login):
            self._stage.simulator.control("end_sessions", user=login)
        return True

    def _drop_market(self):
        self._stage.simulator.fault("hub", hub="market", action="drop",
                                    user=self._dice.choice(self._plan.logins))

    def _spoil(self, routes, **more):
        self._stage.simulator.fault("rest", route=self._dice.choice(routes),
                                    user=self._dice.choice(self._plan.logins),
                                    times=self._dice.randint(1, 3), **more)

    def _double(self):
        self._stage.simulator.fault("event", hub="user", user=self._dice.choice(self._plan.logins),
                                    action="duplicate", times=100)

    # Processes and the disk

    def _pause(self, program):
        begin = now()
        program.pause()
        time.sleep(self._dice.uniform(0.3, 3.0))
        program.proceed()
        # What piled up is worked off in this time.
        self._disturbances.stalled(begin, now() + 2 * SECOND)

    def _break(self, kind, part):
        begin = now()
        new = self._stage.disk.with_suffix(".new")
        new.write_text(f"{kind} {part}")
        new.rename(self._stage.disk)
        time.sleep(self._dice.uniform(*_DISK_SECONDS))
        self._stage.disk.unlink()
        self._disturbances.stalled(begin, now() + 2 * SECOND)
