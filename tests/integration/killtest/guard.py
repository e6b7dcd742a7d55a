"""The riskd that is killed: started at a crash point's mercy, and asked over its own socket."""

import http.client
import json
import signal
import socket
import threading

from stage.daemon import Daemon

from .moments import microseconds, now
from .store_files import NEVER

COMMAND_PATHS = ("/api/Position/closeContract", "/api/Position/partialCloseContract",
                 "/api/Order/cancel", "/api/Order/place", "/api/Order/modify")


class _UnixConnection(http.client.HTTPConnection):
    """HTTP over a Unix-domain socket."""

    def __init__(self, path):
        super().__init__("localhost", timeout=5)
        self._path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


class Guard(Daemon):
    """One folder and the riskd on it."""

    _connection = None
    _started = 0

    def start_for(self, kill):
        """Starts riskd; it will die at the crash point of `kill`, if that has one."""
        self.environment.pop("RISKD_CRASH_AT", None)
        if kill is not None and kill.order:
            self.environment["RISKD_CRASH_AT"] = kill.order
        self.hang_up()
        self._started = now()
        return self.start()

    def require_killed(self):
        """The death was ours and no other."""
        code = self.program.wait()
        if code != -signal.SIGKILL:
            errors = self.program.errors.read_text(errors="replace")[-4000:]
            raise AssertionError(f"riskd ended with {code} instead of being killed:\n{errors}")

    def was_late(self, account):
        """Whether its log says that a lock of the account was slower than its commands (R-F-9)."""
        masked = "****" + str(account)[-4:]
        return any(record["code"] == "persist_late" and record.get("account") == masked
                   and microseconds(record["ts"]) >= self._started
                   for record in self.log("alert.raised"))

    def ask(self, path):
        """The answer, or None where nobody answers."""
        try:
            if self._connection is None:
                self._connection = _UnixConnection(self.socket)
            self._connection.request("GET", path)
            answer = self._connection.getresponse()
            text = answer.read()
            return json.loads(text) if answer.status == 200 else None
        except (OSError, http.client.HTTPException, json.JSONDecodeError):
            self.hang_up()
            return None

    def hang_up(self):
        """The next question opens a new connection."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def shown_locks(self):
        """Ends of the locks by (account name, rule number), or None where nobody answers."""
        answer = self.ask("/v1/locks")
        if answer is None:
            return None
        return {(row["name"], rule_number(row["rule"])):
                NEVER if row["until"] is None else microseconds(row["until"])
                for row in answer["locks"]}


def rule_number(text):
    """3 of RULE-003; the text itself where riskd locked for reasons of its own."""
    return int(text[5:]) if text.startswith("RULE-") else text


class Watcher:
    """Asks for locks as often as it can: what people were told must be true after the kill."""

    def __init__(self, guard):
        self._guard = guard
        self._ends = threading.Event()
        self.told = {}
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self):
        self._ends.set()
        self._thread.join()
        return self.told

    def _watch(self):
        while not self._ends.is_set():
            shown = self._guard.shown_locks()
            if shown is None:
                return
            for key, until in shown.items():
                self.told[key] = max(self.told.get(key, 0), until)
            self._ends.wait(0.002)
