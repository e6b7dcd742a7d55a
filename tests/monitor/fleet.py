"""Hubs and agents as processes, and what a hub tells."""

import contextlib
import json
import os
import pathlib
import re
import ssl
import subprocess
import sys
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "integration"))

from stage_case import BINARIES  # noqa: E402
from stage.program import Program  # noqa: E402
from stage.waiting import until  # noqa: E402

#: What CAF leaks when a system ends.
LEAKS = ROOT / "tests" / "monitor" / "leaks.txt"


class Certificates:
    """An authority of nodes, made by scripts/certs."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self._run("init", self.folder)

    def make(self, name, role):
        self._run("node", self.folder, name, "--role", role)

    def revoke(self, name):
        self._run("revoke", self.folder, name)

    def options(self, name):
        """What a node of this name is started with."""
        return ["--ca", self.folder / "ca.crt", "--certificate", self.folder / f"nodes/{name}.crt",
                "--key", self.folder / f"nodes/{name}.key"]

    def _run(self, *words):
        done = subprocess.run([str(ROOT / "scripts" / "certs"), *map(str, words)],
                              capture_output=True, text=True, check=False, timeout=60)
        if done.returncode != 0:
            raise AssertionError(done.stdout + done.stderr)


def _open_files(pid):
    for each in pathlib.Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # Closed meanwhile.
            yield os.readlink(each)


def listening(pid):
    """The TCP ports that a process listens on."""
    own = set(_open_files(pid))
    ports = []
    for table in ("tcp", "tcp6"):
        for line in pathlib.Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            words = line.split()
            if words[3] == "0A" and f"socket:[{words[9]}]" in own:
                ports.append(int(words[1].rsplit(":", 1)[1], 16))
    return ports


def environment(folder):
    out = {**os.environ, "XDG_STATE_HOME": str(folder / "home")}
    for name in ("STATE_DIRECTORY", "NOTIFY_SOCKET", "RISKD_SOCKET"):
        out.pop(name, None)
    out["LSAN_OPTIONS"] = f"suppressions={LEAKS}:print_suppressions=0"
    return out


class Node:
    """A riskmon that is started on a folder, as often as wanted."""

    def __init__(self, folder, *words):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.words = words
        self.program = None
        self.environment = environment(self.folder)

    def start(self, *more):
        self.program = Program(
            [BINARIES / "riskmon", *self.words, "--dir", self.folder, "--log-level", "DEBUG",
             *more], self.folder / "riskmon.err", self.environment, self.folder,
            output=self.folder / "riskmon.out")
        return self

    def runs(self):
        return self.program is not None and self.program.runs()

    def output(self):
        file = self.folder / "riskmon.out"
        return file.read_text() if file.exists() else ""

    def errors(self):
        return self.program.errors.read_text()

    def terminate(self):
        return self.program.terminate()

    def kill(self):
        return self.program.kill()

    def log(self, event=None):
        """The records of the technical log, oldest first; of one event if it is named."""
        records = []
        for file in sorted((self.folder / "log").glob("*"), key=lambda each: each.stat().st_mtime):
            for line in file.read_text(errors="replace").splitlines():
                try:
                    record = json.loads(line)
                except json.JSONDecodeError:
                    continue
                if event is None or record.get("event") == event:
                    records.append(record)
        return records

    def wait_output(self, pattern):
        """Waits for something that the program prints. Returns the first group."""
        def found():
            if not self.runs():
                raise AssertionError(f"riskmon ended with {self.program.process.returncode}: "
                                     f"{self.errors()}")
            return re.search(pattern, self.output())
        return until(found, f"riskmon prints {pattern}").group(1)


class Hub(Node):
    """A hub on ports that the system chooses."""

    def __init__(self, folder, *words):
        super().__init__(folder, "hub", *words)
        self.web = None
        self.trust = None

    def start(self, *more):
        for old in ("riskmon.out",):
            (self.folder / old).unlink(missing_ok=True)
        super().start("--web", "127.0.0.1:0", *more)
        self.web = self.wait_output(r"Dashboard: (https?://[^/]*)/")
        return self

    def agents_port(self):
        return int(self.wait_output(r"Agents: +port (\d+)"))

    def token(self):
        return (self.folder / "token").read_text().strip()

    def get(self, path, token=None):
        """(status, body) of a question."""
        request = urllib.request.Request(
            self.web + path, headers={"Authorization": f"Bearer {token or self.token()}"})
        context = ssl.create_default_context(cafile=self.trust) if self.trust else None
        try:
            with urllib.request.urlopen(request, timeout=30, context=context) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def overview(self):
        status, body = self.get("/api/overview")
        if status != 200:
            raise AssertionError(f"{status}: {body}")
        return json.loads(body)

    def daemon(self, name):
        return next((each for each in self.overview()["daemons"] if each["name"] == name), None)

    def account(self, daemon, name):
        found = self.daemon(daemon) or {"accounts": []}
        return next((each for each in found["accounts"] if each["name"] == name), None)

    def alarms(self, going_on=True):
        return [each for each in self.overview()["alarms"]
                if not going_on or each["ended"] is None]

    def wait_state(self, daemon, state):
        return until(lambda: (self.daemon(daemon) or {}).get("state") == state,
                     f"{daemon} is {state}")

    def wait_look(self, daemon, account, look):
        return until(lambda: (self.account(daemon, account) or {}).get("shown_as") == look,
                     f"{account} of {daemon} is {look}")


class Agent(Node):
    """An agent beside the riskd of a socket."""

    def __init__(self, folder, socket, *words):
        super().__init__(folder, "agent", "--socket", socket, *words)
