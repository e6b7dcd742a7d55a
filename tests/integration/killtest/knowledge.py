"""What was recorded and what reached the broker, gathered over all deaths on one stage."""

import json

from .guard import COMMAND_PATHS
from .judge import unlocked_commands
from .moments import microseconds, now
from .roles import ROLES
from .store_files import lock_history, recorded_locks


class Knowledge:
    """Grows with every death; the names of the accounts are used throughout."""

    def __init__(self, accounts):
        self._names = {number: name for name, number in accounts.items()}
        #: Ends of locks by (account, rule): told by riskd, or found in its files.
        self.locks = {}
        self.commands = []
        #: Accounts that riskd showed as locked when it was last seen.
        self.shown = set()
        self._last_call = 0

    def note(self, locks):
        for key, until in locks.items():
            self.locks[key] = max(self.locks.get(key, 0), until)

    def see(self, locks):
        """Takes what riskd shows once it has settled."""
        self.note(locks)
        self.shown = {account for account, _ in locks}

    def locked(self):
        """Accounts that may be locked: some locks outlast their end by a second (R-L-12)."""
        moment = now()
        return self.shown | {account for (account, _), until in self.locks.items()
                             if until > moment}

    def absorb(self, simulator, state_folder):
        """Looks at what a dead riskd left behind.

        Returns the commands (account, time) to accounts that only a lock closes whose lock was
        not recorded when riskd died.
        """
        self.note({(self._names[account], rule): until
                   for (account, rule), until in recorded_locks(state_folder).items()})
        fresh = list(self._new_commands(simulator))
        self.commands += fresh
        recorded = [(account, rule, 0, until, True, None)
                    for (account, rule), until in self.locks.items()]
        return list(unlocked_commands(fresh, recorded))

    def history(self, state_folder):
        return [(self._names[row[0]], *row[1:]) for row in lock_history(state_folder)]

    def _new_commands(self, simulator):
        for call in simulator.calls(self._last_call):
            self._last_call = call["number"]
            if call["path"] in COMMAND_PATHS:
                account = self._names[json.loads(call["body"])["accountId"]]
                if ROLES[account].locks:
                    yield account, microseconds(call["at"])
