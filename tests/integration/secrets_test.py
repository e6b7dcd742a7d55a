"""Planted names, keys and tokens: after a hard day none of them is in anything that riskd leaves."""

import base64
import html
import json
import os
import pathlib
import re
import resource
import signal
import socket
import sys
import threading
import unittest
import urllib.parse

from stage_case import BINARIES, StageCase
from stage.daemon import Daemon, login, run
from stage.simulator import STILL_MARKET, Simulator
from stage.waiting import until

# Nothing that riskd writes for other reasons has anything like them in it.
TRADER = ("Planted-Trader+7f3a&name", 'k3y/of+the=planted&Trader"9%41\'<b>')
OTHER = ("planted other user", "0thEr~secret-key=QmFzZTY0Pz8/Pg==")

TOKEN = re.compile(rb'"(?:token|newToken)":"([^"]+)"')


class Eavesdropper:
    """Stands between riskd and the gateway's REST port and remembers all tokens."""

    def __init__(self, port):
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.tokens = set()
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        # Wakes the thread that accepts.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                return
            both = [threading.Thread(target=self._pass_on, args=ends, daemon=True)
                    for ends in ((client, server), (server, client))]
            threading.Thread(target=self._part, args=(both, client, server), daemon=True).start()

    @staticmethod
    def _part(both, *sockets):
        for each in both:
            each.start()
        for each in both:
            each.join()
        for each in sockets:
            each.close()

    def _pass_on(self, source, sink):
        seen = b""
        try:
            while data := source.recv(65536):
                seen = (seen + data)[-65536:]
                self.tokens.update(each.decode() for each in TOKEN.findall(seen))
                sink.sendall(data)
        except OSError:
            pass
        finally:
            for each in (source, sink):
                try:
                    each.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass


def forms(secret):
    """The secret as it might be written."""
    plain = secret.encode()
    yield plain
    yield json.dumps(secret)[1:-1].encode()
    yield urllib.parse.quote(secret, safe="").encode()
    yield urllib.parse.quote(secret, safe="").lower().encode()
    yield urllib.parse.quote_plus(secret).encode()
    yield html.escape(secret).encode()
    yield plain.hex().encode()
    # In the middle of a longer text base64 begins at one of three places.
    for shift in range(3):
        text = base64.b64encode(b"\0" * shift + plain)
        whole = text[4 if shift else 0:len(text) - 4]
        yield whole
        yield whole.translate(bytes.maketrans(b"+/", b"-_"))


def parts_of(token):
    """A token and each of its parts: the signature alone is worth as much."""
    yield token
    yield from (each for each in token.split(".") if len(each) >= 20)


class Secrets(StageCase):

    def setUp(self):
        super().setUp()
        self._end_simulator()
        self.simulator = Simulator(
            BINARIES, self.folder, [TRADER, OTHER],
            [("Planted-Trader+7f3a&name", "PRAC-1", 50000),
             ("Planted-Trader+7f3a&name", "PRAC-2", 50000),
             ("planted other user", "EXPR-7", 50000)], STILL_MARKET)
        self.ear = Eavesdropper(urllib.parse.urlsplit(self.simulator.rest).port)
        self.addCleanup(self.ear.close)
        self.daemon = Daemon(BINARIES, self.folder / "riskd", {}, [])
        self.env_file = self.folder / "login.env"
        self.env_file.touch(0o600)
        self.env_file.write_text(f"TRADER_NAME={TRADER[0]}\nTRADER_KEY={TRADER[1]}\n")
        self.key_file = self.folder / "other.key"
        self.key_file.touch(0o600)
        self.key_file.write_text(OTHER[1])
        self.daemon.environment["OTHER_NAME"] = OTHER[0]
        self.daemon.configure(self.planted_configuration())
        self.witnessed = []
        self.said = self.folder / "riskd" / "said"
        self.said.mkdir()

    def planted_configuration(self):
        """One login by env_file, one by environment and secret file; everything is written."""
        trader, other = (login(self.simulator, user) for user in ("trader", "other"))
        trader |= {"env_file": str(self.env_file), "rest_url": self.ear.url}
        other |= {"api_key": f"file:{self.key_file}", "rest_url": self.ear.url}
        return {"gateways": {"first": trader, "second": other},
                "accounts": [{"name": "PRAC-1", "gateway": "first"},
                             {"name": "PRAC-2", "gateway": "first"},
                             {"name": "EXPR-7", "gateway": "second"}],
                "record": {"file": str(self.daemon.folder / "record.ndjson")},
                "reconcile": {"interval_seconds": 5},
                "rules": self.rules}

    guarded = ["PRAC-1", "PRAC-2", "EXPR-7"]

    # What is looked at, and for what

    def secrets(self):
        tokens = {part for token in self.ear.tokens for part in parts_of(token)}
        # All tokens begin with the same words about their kind.
        common = {token.split(".")[0] for token in self.ear.tokens}
        return [*TRADER, *OTHER, *(tokens - common)]

    def leaks(self, folders):
        """(file, secret) of each secret in each file below the folders."""
        wanted = [(secret, form) for secret in self.secrets() for form in set(forms(secret))]
        for folder in folders:
            for file in sorted(pathlib.Path(folder).rglob("*")):
                if file.is_file() and not file.is_symlink():
                    content = file.read_bytes()
                    for secret, form in wanted:
                        if form in content:
                            yield file.name, secret, form

    def say(self, name, *words):
        """Keeps what riskctl says."""
        answer = self.daemon.riskctl(*words)
        (self.said / f"{name}.out").write_text(answer.stdout + answer.stderr)
        return answer

    def check_nothing_leaked(self):
        self.assertGreaterEqual(len(self.ear.tokens), 2, "the test itself saw tokens")
        self.assertEqual(list(self.leaks([self.daemon.folder])), [])

    # The days

    def a_hard_day(self):
        """Trades, a lock, a refused login, hub errors and answers that repeat what they were told."""
        self.start()
        self.simulator.buy("PRAC-2", "MNQ", 5)
        self.wait_size("PRAC-2", 3)
        self.lose("PRAC-1", 600)
        self.wait_lock("PRAC-1", "RULE-003")
        token = max(self.ear.tokens)
        self.simulator.fault("hub", hub="user", action="close",
                             error=f"token {token} is not welcome")
        self.wait_alert("connection_lost")
        for record in (f'{{"type":7,"error":"{token}', f'{{"access_token":"{token}", broken'):
            self.simulator.control("emit", record=record, hub="user")
        self.simulator.fault("rest", route="/api/Auth/loginKey", action="refuse", code=3,
                             message=f"token {token} or key {TRADER[1]} is no good", times=2)
        self.simulator.control("end_sessions", user=TRADER[0])
        self.wait_alert("auth_failed")
        self.simulator.fault("rest", route="/api/Position/searchOpen", action="refuse", code=1,
                             message=f"Bearer {token}", times=2)
        self.daemon.wait_protected(*self.guarded)

    def wait_alert(self, code):
        until(lambda: code in self.daemon.alerts(), f"the alert {code}", pause=0.2)

    def test_a_hard_day_leaves_no_secret(self):
        """R-C-4, R-P-8, R-O-2: in no file, no log, no answer, no argument."""
        self.a_hard_day()
        self.ask_everything()
        command_line = pathlib.Path(f"/proc/{self.daemon.program.pid}/cmdline").read_bytes()
        (self.said / "cmdline").write_bytes(command_line)
        self.assertIn(b"--config", command_line)
        self.assertEqual(self.daemon.terminate(), 0)
        self.daemon.start("--log-stderr")
        self.daemon.wait_protected(*self.guarded)
        self.assertEqual(self.daemon.terminate(), 0)
        self.assertGreater((self.daemon.folder / "record.ndjson").stat().st_size, 0)
        self.check_nothing_leaked()

    def ask_everything(self):
        """Every question that riskctl knows, for people and for programs."""
        for words in (["status"], ["accounts"], ["account", "PRAC-1"], ["locks"], ["health"],
                      ["rules"], ["selftest"], ["reconcile"], ["version"]):
            self.assertEqual(self.say("-".join(words), *words).returncode, 0, words)
            self.say("-".join(words) + "-json", *words, "--json")
        self.say("reload", "config", "reload", "--json")
        self.say("unlock", "unlock", "PRAC-1")
        backup = self.daemon.folder / "backup.db"
        self.assertEqual(self.say("backup", "backup", "--output", backup).returncode, 0)
        self.assertTrue(backup.exists())
        for kind in ("audit", "days"):
            done = run([BINARIES / "riskctl", "export", kind, "--store",
                        self.daemon.folder / "state", "--output", self.said / f"{kind}.export"])
            self.assertEqual(done.returncode, 0, done.stderr)
        for path in ("/v1/status", "/v1/rules", "/v1/nothing"):
            told = run(["curl", "-s", "--unix-socket", self.daemon.socket, f"http://riskd{path}"])
            (self.said / f"curl-{path.replace('/', '-')}").write_text(told.stdout)

    def test_a_configuration_that_is_refused_shows_no_secret(self):
        """R-C-4: neither the values of references nor literals are repeated."""
        configuration = self.planted_configuration()
        configuration["gateways"]["second"]["api_key"] = OTHER[1]
        configuration["rules"] = {"max_contracts": {"limt": 3}}
        self.daemon.configure(configuration)
        for options in ([], ["--check-config"]):
            answer = self.daemon.run(*options)
            self.assertEqual(answer.returncode, 78)
            self.assertIn("/gateways/second/api_key", answer.stdout + answer.stderr)
            (self.said / "refusal").write_text(answer.stdout + answer.stderr)
            self.assertEqual(list(self.leaks([self.said])), [])

    def test_a_secret_that_others_can_read_is_refused(self):
        """R-C-4"""
        for file in (self.env_file, self.key_file):
            file.chmod(0o640)
            answer = self.daemon.run()
            self.assertEqual(answer.returncode, 78)
            self.assertIn(file.name, answer.stderr)
            file.chmod(0o600)

    def test_a_crash_leaves_no_secret(self):
        """R-C-4: no core file, although the limits of the process would allow one."""
        environment = self.daemon.environment
        options = environment.get("ASAN_OPTIONS")
        # A sanitizer forbids core files of its own accord; riskd has to do it.
        environment["ASAN_OPTIONS"] = (options + ":" if options else "") + "disable_coredump=0"
        soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
        self.addCleanup(resource.setrlimit, resource.RLIMIT_CORE, (soft, hard))
        self.require_core_files()
        self.start()
        self.simulator.buy("PRAC-1", "MNQ", 1)
        os.kill(self.daemon.program.pid, signal.SIGABRT)
        self.assertEqual(self.daemon.program.wait(), -signal.SIGABRT)
        self.assertEqual(sorted(self.daemon.folder.glob("*core*")), [])
        self.daemon.start()
        self.daemon.wait_protected(*self.guarded)
        self.assertEqual(self.daemon.terminate(), 0)
        self.check_nothing_leaked()

    def require_core_files(self):
        """Another program that crashes here leaves one; where none would, nothing is proved."""
        folder = self.folder / "crash"
        folder.mkdir()
        run([sys.executable, "-c", "import os; os.abort()"], folder=folder)
        if not list(folder.iterdir()):
            print("SKIPPED: this system writes no core files into the working folder")
            self.skipTest("no core files here")

    def test_the_search_finds_what_is_there(self):
        """The test can fail: each form of each secret is found."""
        self.start()
        for place, secret in enumerate(self.secrets()):
            for number, form in enumerate(set(forms(secret))):
                (self.said / f"{place}-{number}").write_bytes(b"before " + form + b" after")
        found = {secret for _, secret, _ in self.leaks([self.said])}
        self.assertEqual(found, set(self.secrets()))
        encoded = self.said / "encoded"
        encoded.write_bytes(base64.b64encode(b"user:" + TRADER[1].encode()))
        self.assertIn(("encoded", TRADER[1]), {each[:2] for each in self.leaks([self.said])})


if __name__ == "__main__":
    unittest.main()
