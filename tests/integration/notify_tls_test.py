"""People are told over TLS: whoever proves to be the receiver, nobody else; never in the way."""

import shutil
import socket
import ssl
import subprocess
import sys
import threading
import unittest
import urllib.request

from notify_case import SECRET, NotifyCase
from receiver import Receiver
from stage.waiting import until

# The first byte of a client that speaks TLS (RFC 8446, section 5.1).
HANDSHAKE = b"\x16"

# Three seconds to deliver what waits (docs/OPERATIONS.md), and the rest for a busy machine. A receiver
# is waited for longer than this on an ordinary day.
END_SECONDS = 9


class Authority:
    """Makes certificates for receivers; whoever trusts `file` trusts them."""

    def __init__(self, folder):
        folder.mkdir()
        self.folder = folder
        self.file = folder / "authority.pem"
        self.key = folder / "authority.key"
        self.made = 0
        self._openssl("req", "-x509", *self._new_key(self.key), "-days", 2, "-out", self.file,
                      "-subj", "/CN=an authority")

    def server(self, host="localhost", days=2):
        """What a server for `host` needs. Less than no days: it was over before it began."""
        self.made += 1
        name = self.folder / f"server-{self.made}"
        request, certificate, key = (name.with_suffix(each) for each in (".csr", ".pem", ".key"))
        self._openssl("req", *self._new_key(key), "-out", request, "-subj", "/CN=a receiver",
                      "-addext", f"subjectAltName=DNS:{host}")
        self._openssl("x509", "-req", "-in", request, "-CA", self.file, "-CAkey", self.key,
                      "-CAcreateserial", "-copy_extensions", "copy", "-days", days,
                      "-out", certificate)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        return context

    @staticmethod
    def _new_key(file):
        return ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", file)

    @staticmethod
    def _openssl(*words):
        subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


class TlsReceiver(Receiver):
    """A receiver that shakes hands first, each connection in a thread of its own."""

    def __init__(self, context):
        super().__init__()
        self.refusals = []
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True,
                                                 do_handshake_on_connect=False)
        self.server.handle_error = self._on_error

    def url(self, path="/"):
        return f"https://localhost:{self.port}{path}"

    def _on_error(self, *_):
        with self.changed:
            self.refusals.append(str(sys.exc_info()[1]))

    def is_sound(self):
        """True if whoever asks for no proof is answered."""
        trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trusting.check_hostname = False
        trusting.verify_mode = ssl.CERT_NONE
        with urllib.request.urlopen(self.url(), timeout=30, context=trusting) as answer:
            return answer.status == 200


class Mute:
    """Takes every connection, listens, and says nothing."""

    def __init__(self):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._counting = threading.Lock()
        self.hellos = 0
        self.waiting = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def url(self, path="/"):
        return f"https://localhost:{self.port}{path}"

    def close(self):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._listen, args=(client,), daemon=True).start()

    def _listen(self, client):
        begun = 0
        try:
            with client:
                if client.recv(65536)[:1] == HANDSHAKE:
                    begun = 1
                    self._count(1, 1)
                while client.recv(65536):
                    pass
        except OSError:
            pass
        self._count(0, -begun)

    def _count(self, hellos, waiting):
        with self._counting:
            self.hellos += hellos
            self.waiting += waiting


@unittest.skipIf(shutil.which("openssl") is None, "SKIPPED: needs openssl")
class NotifyTls(NotifyCase):

    def setUp(self):
        super().setUp()
        self.trusted = Authority(self.folder / "trusted")
        self.daemon.environment["SSL_CERT_FILE"] = str(self.trusted.file)

    def tls_receiver(self, context):
        receiver = TlsReceiver(context)
        self.addCleanup(receiver.close)
        return receiver

    def mute(self):
        mute = Mute()
        self.addCleanup(mute.close)
        return mute

    def test_whoever_is_trusted_is_told(self):
        """A lock reaches its channel, and the heart beats."""
        people, monitor = (self.tls_receiver(self.trusted.server()) for _ in range(2))
        self.channel("webhook", people.url(f"/{SECRET}"), "t0ken")
        self.beat(monitor.url(f"/{SECRET}"))
        self.begin()
        self.lock()
        until(lambda: "Locked by" in people.text(), "the lock is told")
        until(lambda: self.shown()["delivered"] > 0, "it is shown as delivered")
        until(lambda: self.told()["heartbeat"]["delivered"] > 0, "the heart beats")
        self.assertEqual(people.requests[0]["fields"]["Authorization"], "Bearer t0ken")
        self.assertEqual((self.shown()["failures"], self.shown()["last_error"]), (0, ""))
        self.assertEqual(monitor.requests[0]["path"], f"/{SECRET}")
        self.assertEqual((people.refusals, monitor.refusals), ([], []))
        self.assert_no_secret()

    def test_whoever_is_not_the_receiver_is_told_nothing(self):
        """R-C-4: neither address, token nor notice for a stranger, another host, an old certificate."""
        stranger = Authority(self.folder / "stranger")
        bad = [self.tls_receiver(stranger.server()),
               self.tls_receiver(self.trusted.server(host="elsewhere.example")),
               self.tls_receiver(self.trusted.server(days=-1))]
        good = self.tls_receiver(self.trusted.server())
        for each in bad + [good]:
            self.channel("webhook", each.url(f"/{SECRET}"), "t0ken", ["critical"])
        monitor = self.tls_receiver(stranger.server())
        self.beat(monitor.url(f"/{SECRET}"))
        self.begin()
        lines = self.daemon.riskctl("notify", "test").stdout.splitlines()
        wrong = "NOT DELIVERED (TLS: certificate verify failed"
        for number, line in enumerate(lines[:3], 1):
            self.assertTrue(line.startswith(f"channel {number}, webhook: {wrong}"), line)
        self.assertEqual(lines[3], "channel 4, webhook: delivered")
        self.lock()
        until(lambda: "Locked by" in good.text(), "whoever is trusted is told")
        until(lambda: all(self.shown(x)["failures"] > 0 for x in range(3)), "the others are tried")
        until(lambda: self.told()["heartbeat"]["failures"] > 0, "the heart would beat")
        until(lambda: self.shown(3)["delivered"] > 0, "one of them got it")
        self.assertEqual([self.shown(x)["delivered"] for x in range(3)], [0, 0, 0])
        self.assert_told_of_certificates()
        self.assert_no_secret()
        for each in bad + [monitor]:
            self.assertEqual(each.requests, [])
            self.assertGreater(len(each.refusals), 0)
            self.assertTrue(each.is_sound(), "nothing but its certificate is wrong")

    def assert_told_of_certificates(self):
        """Status and log say of the first three channels and the heartbeat what is wrong."""
        wrong = "TLS: certificate verify failed"
        status = self.daemon.riskctl("status").stdout
        for number in (1, 2, 3):
            self.assertIn(f"channel {number} (webhook) do not arrive: {wrong}", status)
        self.assertNotIn("channel 4", status)
        self.assertIn(f"The heartbeat does not arrive: {wrong}", status)
        failing = self.daemon.log("notify.failing")
        self.assertEqual(sorted(x["channel"] for x in failing), [1, 2, 3])
        for each in failing + self.daemon.log("notify.heartbeat_failing"):
            self.assertTrue(each["reason"].startswith(wrong), each)

    def test_an_unfinished_handshake_holds_up_nothing(self):
        """R-F-9, R-G-9: others are told, accounts are closed, and riskd ends."""
        mute = self.mute()
        good = self.tls_receiver(self.trusted.server())
        self.channel("webhook", mute.url())
        self.channel("webhook", good.url())
        self.beat(mute.url("/beat"))
        self.begin()
        until(lambda: mute.hellos > 0, "the heart would beat")
        self.lock()
        self.wait_flat("PRAC-1")
        until(lambda: "Locked by" in good.text(), "the other channel is told")
        until(lambda: mute.hellos > 1, "so would be the first one")
        self.simulator.buy("PRAC-1", "MNQ", 1)
        self.wait_flat("PRAC-1")
        self.assertEqual(self.shown()["delivered"], 0)
        self.assertGreater(self.shown()["waiting"], 0)
        until(lambda: mute.waiting > 0, "a handshake is under way")
        self.assertEqual(self.daemon.program.terminate(END_SECONDS), 0)


if __name__ == "__main__":
    unittest.main()
