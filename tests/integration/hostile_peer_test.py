"""Who must not get anywhere: local users without a role, words that lift locks, impostors, floods."""

import json
import os
import pathlib
import shutil
import socket
import ssl
import subprocess
import threading
import unittest

from stage_case import BINARIES, StageCase
from stage.waiting import throughout, until

NOBODY = 65534
GETS = ("/v1/status", "/v1/accounts", "/v1/locks", "/v1/rules", "/v1/health", "/v1/version")
POSTS = ("/v1/config/reload", "/v1/selftest", "/v1/reconcile", "/v1/backup", "/v1/record",
         "/v1/record/stop", "/v1/notify/test")
# What a trader who wants out might try.
WISHES = [("POST", "/v1/unlock"), ("POST", "/v1/locks/clear"), ("DELETE", "/v1/locks"),
          ("PUT", "/v1/locks"), ("POST", "/v1/locks"), ("PATCH", "/v1/accounts/PRAC-1"),
          ("DELETE", "/v1/rules"), ("POST", "/v1/orders"), ("POST", "/v1/shutdown?locks=clear"),
          ("POST", "/v1/selftest?unlock=1")]


def needs_root(test):
    return unittest.skipIf(os.geteuid() != 0, "SKIPPED: only root can become somebody else")(test)


class Impostor:
    """Listens where riskd expects a gateway, keeps what it is told and answers with `answer`."""

    def __init__(self, answer, context=None):
        self._answer = answer
        self._context = context
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.heard = b""
        self.visits = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.visits += 1
            threading.Thread(target=self._talk, args=(client,), daemon=True).start()

    def _talk(self, client):
        try:
            if self._context:
                client = self._context.wrap_socket(client, server_side=True)
            self.heard += client.recv(65536)
            for piece in self._answer():
                client.sendall(piece)
        except OSError:
            pass
        finally:
            client.close()


class LocalPeers(StageCase):

    def configuration(self):
        # The group of nobody plays that of the traders.
        return super().configuration() | {
            "operator": {"socket": str(self.folder / "riskd.sock"), "trader_group": "nogroup"}}

    def setUp(self):
        super().setUp()
        self.daemon.socket = self.folder / "riskd.sock"

    def ask(self, method, path, groups):
        """Status and body of the answer that curl gets as nobody in those groups."""
        told = subprocess.run(
            ["setpriv", f"--reuid={NOBODY}", f"--regid={groups}", "--clear-groups", "curl", "-s",
             "-X", method, "-w", "\n%{http_code}", "--unix-socket", self.daemon.socket,
             f"http://riskd{path}"], capture_output=True, text=True, timeout=60, check=False)
        body, _, code = told.stdout.rpartition("\n")
        return int(code), body

    def open_to_all(self):
        """Whatever the permissions of files are: the daemon itself has to refuse."""
        self.folder.chmod(0o755)
        self.daemon.socket.chmod(0o666)

    def files(self):
        return [each for place in ("state", "logs", "home")
                for each in (self.daemon.folder / place).rglob("*")]

    @needs_root
    def test_who_has_no_role_learns_and_changes_nothing(self):
        """R-O-1"""
        self.start()
        self.assertEqual(self.ask("GET", "/v1/status", 1), (0, ""))
        self.open_to_all()
        for method, paths in (("GET", GETS), ("POST", POSTS)):
            for path in paths:
                code, body = self.ask(method, path, 1)
                self.assertEqual((path, code), (path, 403))
                self.assertEqual(set(json.loads(body)), {"schema", "error"})
                self.assertNotIn("PRAC", body)
        until(lambda: self.daemon.log("control_api.peer_refused"), "it is on record")

    @needs_root
    def test_a_trader_reads_and_changes_nothing(self):
        """R-O-1, R-O-2"""
        self.start()
        self.open_to_all()
        for path in GETS:
            code, body = self.ask("GET", path, NOBODY)
            self.assertEqual((path, code), (path, 200))
            self.assertNotIn(str(self.id_of("PRAC-1")), body)
            self.assertNotIn("secret-key", body)
        before = self.daemon.configuration.read_text()
        configuration = self.configuration()
        configuration["rules"] = {"max_contracts": {"limit": 50}}
        self.daemon.configure(configuration)
        for path in POSTS:
            self.assertEqual((path, self.ask("POST", path, NOBODY)[0]), (path, 403))
        self.assertNotEqual(self.daemon.configuration.read_text(), before)
        self.simulator.buy("PRAC-1", "MNQ", 5)
        self.wait_size("PRAC-1", 3)
        for folder in ("backups", "recordings"):
            self.assertEqual(list((self.daemon.folder / "state").glob(f"{folder}/*")), [])

    @needs_root
    def test_an_administrator_does_not_choose_where_a_file_goes(self):
        """R-O-1: the daemon writes with its own rights, so only its user and root say where to."""
        configuration = self.configuration()
        configuration["operator"]["admin_group"] = "nogroup"
        self.daemon.configure(configuration)
        self.start()
        self.open_to_all()
        target = self.folder / "chosen.db"
        for path in ("/v1/backup", "/v1/record"):
            self.assertEqual(self.ask("POST", f"{path}?output={target}", NOBODY)[0], 403)
        self.assertEqual(self.ask("POST", "/v1/selftest", NOBODY)[0], 202)
        self.assertEqual(self.ask("POST", "/v1/backup", NOBODY)[0], 202)
        until(lambda: list((self.daemon.folder / "state").glob("backups/*.db")), "it is made")
        self.assertFalse(target.exists())

    def test_no_wish_lifts_a_lock(self):
        """R-O-2, A-39: not even for an administrator."""
        self.start()
        self.lose("PRAC-1", 600)
        lock = self.wait_lock("PRAC-1", "RULE-003")
        for method, path in WISHES:
            told = subprocess.run(
                ["curl", "-s", "-o", os.devnull, "-X", method, "-d", '{"unlock":true}', "-w",
                 "%{http_code}", "--unix-socket", self.daemon.socket, f"http://riskd{path}"],
                capture_output=True, text=True, timeout=60, check=False)
            self.assertIn(told.stdout, ("400", "404", "405"), (method, path))
        for word in ("unlock", "clear-locks", "flatten", "buy", "pause"):
            self.assertEqual(self.daemon.riskctl(word, "PRAC-1").returncode, 2, word)
        self.assertEqual(self.wait_lock("PRAC-1", "RULE-003")["until"], lock["until"])
        self.simulator.buy("PRAC-1", "MNQ", 1)
        self.wait_flat("PRAC-1")

    def test_files_are_the_daemons_own(self):
        """R-P-4: readable and writable only for its user; the socket for its group."""
        self.start()
        self.lose("PRAC-1", 600)
        self.wait_lock("PRAC-1", "RULE-003")
        self.assertEqual(self.daemon.riskctl("backup").returncode, 0)
        files = [each for each in self.files() if each.is_file()]
        names = {each.name for each in files}
        self.assertLessEqual({"journal.db", "audit.ndjson", "intent-0.log", "live.log",
                              "guarded-accounts"}, names)
        self.assertTrue(any("backups" in each.parts for each in files), files)
        for each in files:
            self.assertEqual((each.name, oct(each.stat().st_mode & 0o777)), (each.name, "0o600"))
        self.assertEqual(oct(self.daemon.socket.stat().st_mode & 0o777), "0o660")

    def test_no_port_is_open(self):
        """DESIGN 8: riskd listens on no network address."""
        self.start()
        pid = self.daemon.program.pid
        own = {os.readlink(each) for each in pathlib.Path(f"/proc/{pid}/fd").iterdir()}
        listening = [line for family in ("tcp", "tcp6")
                     for line in pathlib.Path(f"/proc/{pid}/net/{family}").read_text().splitlines()
                     if line.split()[3] == "0A" and f"socket:[{line.split()[9]}]" in own]
        self.assertEqual(listening, [])
        self.assertTrue(any(each.startswith("socket:") for each in own))

    def test_a_flood_on_the_socket_hinders_no_enforcement(self):
        """Garbage, half requests and more connections than are served."""
        self.start()
        held = []
        for number in range(120):
            each = socket.socket(socket.AF_UNIX)
            self.addCleanup(each.close)
            try:
                each.settimeout(5)
                each.connect(str(self.daemon.socket))
                each.sendall((b"GET /v1/sta", b"\x00\xff" * 500, b"GET / HTTP/1.1\r\nX: " + b"y" * 9000)
                             [number % 3])
            except OSError:
                continue
            held.append(each)
        self.assertGreater(len(held), 64)
        self.simulator.buy("PRAC-1", "MNQ", 5)
        self.wait_size("PRAC-1", 3)
        for each in held:
            each.close()
        self.daemon.wait_protected(*self.guarded)


class Impostors(StageCase):
    """Whoever sits where the gateway should be."""

    def aim_at(self, scheme, port, **more):
        configuration = self.configuration()
        configuration["gateway"] |= {"rest_url": f"{scheme}://localhost:{port}"} | more
        self.daemon.configure(configuration)
        self.daemon.start()

    def imitate(self, answer, context=None):
        impostor = Impostor(answer, context)
        self.addCleanup(impostor.close)
        return impostor

    def resident(self):
        text = pathlib.Path(f"/proc/{self.daemon.program.pid}/statm").read_text()
        return int(text.split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def wait_refused(self):
        until(lambda: "auth_failed" in self.daemon.alerts(), "the login fails", pause=0.2)

    @unittest.skipIf(shutil.which("openssl") is None, "SKIPPED: needs openssl")
    def test_a_server_without_our_trust_gets_no_key(self):
        """WIRE 2: a certificate that nobody trusts ends the connection before the key is sent."""
        certificate, key = self.folder / "impostor.pem", self.folder / "impostor.key"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                        "-out", certificate, "-keyout", key], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        impostor = self.imitate(lambda: [b"HTTP/1.1 500 No\r\n\r\n"], context)
        self.aim_at("https", impostor.port)
        self.wait_refused()
        self.assertGreater(impostor.visits, 0)
        self.assertEqual(impostor.heard, b"")
        # The same server is told the key once it is trusted: what refused it was the certificate.
        self.daemon.terminate()
        self.aim_at("https", impostor.port, ca_file=str(certificate))
        until(lambda: b"secret-key-of-trader" in impostor.heard, "the trusted server hears it")

    def test_a_redirection_is_not_followed(self):
        """Neither key nor token goes to an address that the configuration does not name."""
        elsewhere = self.imitate(lambda: [b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"])
        moved = (b"HTTP/1.1 307 Moved\r\nContent-Length: 0\r\n"
                 + f"Location: http://localhost:{elsewhere.port}/api/Auth/loginKey\r\n\r\n".encode())
        impostor = self.imitate(lambda: [moved])
        self.aim_at("http", impostor.port)
        self.wait_refused()
        until(lambda: impostor.visits >= 2, "it is tried again", pause=0.2)
        self.assertIn(b"secret-key-of-trader", impostor.heard)
        self.assertEqual(elsewhere.visits, 0)

    def test_an_endless_answer_takes_no_memory(self):
        """WIRE 2: bodies have a limit."""
        sent = [0]

        def endless():
            yield b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"token\":\""
            while sent[0] < 2 ** 31:
                sent[0] += 2 ** 20
                yield b"x" * 2 ** 20

        impostor = self.imitate(endless)
        self.aim_at("http", impostor.port)
        until(lambda: sent[0] > 0, "it begins to answer")
        before = self.resident()
        self.wait_refused()
        self.assertLess(self.resident() - before, 100 * 2 ** 20)

    def test_a_gateway_that_refuses_every_list_ends_no_lock(self):
        """R-G-7: without answers nothing is locked and nothing unlocked."""
        self.start()
        self.lose("PRAC-1", 600)
        lock = self.wait_lock("PRAC-1", "RULE-003")
        for path in ("Position/searchOpen", "Order/searchOpen", "Trade/search", "Account/search"):
            self.simulator.fault("rest", route=f"/api/{path}", action="refuse", code=1,
                                 message="gone", times=0)
        throughout(lambda: [each["until"] for each in self.daemon.locks("PRAC-1")]
                   == [lock["until"]], "the lock stays", 6, pause=0.5)
        self.assertEqual(self.daemon.locks("PRAC-2"), [])
        self.simulator.clear_faults()
        self.daemon.wait_protected(*self.guarded)

    def test_without_any_link_it_says_so_and_keeps_its_locks(self):
        """R-G-7: blind, and nothing is locked or unlocked because of it."""
        self.start()
        self.lose("PRAC-1", 600)
        lock = self.wait_lock("PRAC-1", "RULE-003")
        self.simulator.fault("rest", route="*", action="drop", times=0)
        for hub in ("user", "market"):
            self.simulator.fault("hub", hub=hub, action="drop", refuse_ms=20000)
        until(lambda: "blind" in self.daemon.alerts(), "it says that it sees nothing", pause=0.3)
        self.assertEqual(self.daemon.riskctl("health").returncode, 8)
        self.assertEqual([each["until"] for each in self.daemon.locks("PRAC-1")], [lock["until"]])
        self.assertEqual(self.daemon.locks("PRAC-2"), [])
        self.simulator.clear_faults()
        self.daemon.wait_protected(*self.guarded)


if __name__ == "__main__":
    unittest.main()
