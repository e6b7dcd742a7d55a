"""A riskd that guards accounts of the simulated gateway, and what it says of itself."""

import json
import os
import pathlib
import subprocess
import tempfile

from .program import Program
from .waiting import until

# Longer addresses of Unix sockets do not fit into sockaddr_un.
SOCKET_PATH_MAX = 107


def login(simulator, user):
    """The block of a configuration that reaches `simulator` as `user`."""
    return {"rest_url": simulator.rest, "user_hub_url": simulator.user_hub,
            "market_hub_url": simulator.market_hub,
            "username": f"${{{user.upper()}_NAME}}", "api_key": f"${{{user.upper()}_KEY}}"}


def run(arguments, environment=None, folder=None, patience=60):
    """Runs a program to its end."""
    return subprocess.run([str(word) for word in arguments], env=environment, cwd=folder,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=patience, check=False)


class Daemon:
    """One folder with a configuration, and the riskd that is started on it, as often as wanted."""

    def __init__(self, binaries, folder, configuration, users, outlives=False):
        """`users` are (name, key) as the simulator knows them."""
        self.binaries = pathlib.Path(binaries)
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.socket = self.folder / "riskd.sock"
        if len(os.fsencode(self.socket)) > SOCKET_PATH_MAX:
            self.socket = pathlib.Path(tempfile.mkdtemp(prefix="riskd-")) / "riskd.sock"
        self.configuration = self.folder / "riskd.json"
        self.outlives = outlives
        self.program = None
        self.environment = dict(os.environ)
        self.environment.pop("STATE_DIRECTORY", None)
        self.environment["XDG_STATE_HOME"] = str(self.folder / "home")
        for name, key in users:
            self.environment[f"{name.upper()}_NAME"] = name
            self.environment[f"{name.upper()}_KEY"] = key
        self.configure(configuration)

    def configure(self, configuration):
        complete = {"version": 1, "storage": {"dir": str(self.folder / "state")},
                    "logging": {"dir": str(self.folder / "logs"), "level": "DEBUG"},
                    "operator": {"socket": str(self.socket)}}
        complete.update(configuration)
        self.configuration.write_text(json.dumps(complete, indent=2) + "\n")

    # The process

    def start(self, *options):
        self.program = Program(
            [self.binaries / "riskd", "--config", self.configuration, *options],
            self.folder / "riskd.err", self.environment, self.folder, self.outlives)
        return self

    def run(self, *options):
        """Runs riskd to its end, for what ends by itself."""
        return run([self.binaries / "riskd", "--config", self.configuration, *options],
                   self.environment, self.folder)

    def runs(self):
        return self.program is not None and self.program.runs()

    def kill(self):
        return self.program.kill()

    def terminate(self):
        return self.program.terminate()

    # What it says

    def riskctl(self, *words):
        return run([self.binaries / "riskctl", *words, "--socket", self.socket],
                   self.environment, self.folder)

    def status(self):
        """The answer of `riskctl status --json`, or None while nobody answers."""
        answer = self.riskctl("status", "--json")
        try:
            told = json.loads(answer.stdout)
        except json.JSONDecodeError:
            return None
        return told if "accounts" in told else None

    def account(self, name):
        status = self.status() or {"accounts": []}
        return next((each for each in status["accounts"] if each["name"] == name), None)

    def locks(self, name):
        account = self.account(name)
        return account["locks"] if account else []

    def alerts(self):
        return [each["code"] for each in (self.status() or {"alerts": []})["alerts"]]

    def wait_protected(self, *names):
        """Waits until every named account is PROTECTED."""
        def all_protected():
            self.require_running()
            accounts = (self.status() or {"accounts": []})["accounts"]
            good = {each["name"] for each in accounts if each["state"] == "PROTECTED"}
            return set(names) <= good
        until(all_protected, f"{', '.join(names)} protected", pause=0.2)

    def require_running(self):
        if not self.runs():
            code = self.program.process.returncode
            errors = self.program.errors.read_text()[-4000:]
            raise AssertionError(f"riskd ended with exit code {code}:\n{errors}")

    def log(self, event=None):
        """The records of the technical log, oldest first; of one event if it is named."""
        records = []
        for file in sorted((self.folder / "logs").glob("*"), key=lambda each: each.stat().st_mtime):
            for line in file.read_text(errors="replace").splitlines():
                try:
                    record = json.loads(line)
                except json.JSONDecodeError:
                    continue
                if event is None or record.get("event") == event:
                    records.append(record)
        return records
