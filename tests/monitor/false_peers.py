"""Peers that are not what they should be, with and without certificates."""

import contextlib
import socket
import ssl
import subprocess
import threading

import basp

#: How long one waits for the other end; whoever waits longer has found a fault.
PATIENCE = 30.0


def expire(authority, name, role, key):
    """A certificate that was valid for one day of 2020, made with the key of another node."""
    made = authority.folder / f"expired-{name}"
    for words in (["req", "-new", "-config", "settings.cnf", "-key", key, "-subj", f"/CN={name}",
                   "-out", f"{made}.csr"],
                  ["ca", "-batch", "-config", "settings.cnf", "-extensions", role, "-notext",
                   "-startdate", "20200101000000Z", "-enddate", "20200102000000Z", "-in",
                   f"{made}.csr", "-out", f"{made}.crt"]):
        subprocess.run(["openssl", *words], cwd=authority.folder, check=True, capture_output=True,
                       timeout=60)
    return f"{made}.crt", key


def certificate_of(authority, name):
    """The files of a node."""
    return authority.folder / f"nodes/{name}.crt", authority.folder / f"nodes/{name}.key"


def as_client(certificate=None):
    """TLS that trusts everybody, and shows a certificate if there is one."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    if certificate:
        context.load_cert_chain(*certificate)
    return context


def as_server(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


def wait_end(peer):
    """Waits until the other side ends the connection, whatever it says before."""
    with contextlib.suppress(ConnectionError):
        while peer.recv(4096):
            pass
    peer.close()


def knock(peer, data):
    """Says something and then nothing more."""
    with contextlib.suppress(OSError):
        peer.sendall(data)
        peer.shutdown(socket.SHUT_WR)
    wait_end(peer)


def drip(peers):
    """Sends all of them one ClientHello, byte by byte, as long as they take it."""
    written = ssl.MemoryBIO()
    with contextlib.suppress(ssl.SSLWantReadError):
        as_client().wrap_bio(ssl.MemoryBIO(), written).do_handshake()
    pause = threading.Event()
    for byte in written.read():
        for each in peers:
            with contextlib.suppress(OSError):
                each.sendall(bytes([byte]))
        pause.wait(0.05)


class FalseAgent(basp.Stream):
    """Somebody with an agent's certificate, whose frames are whatever a test wants."""

    def __init__(self, connection, process):
        super().__init__(connection)
        greeting = self.read()
        if greeting is None:
            raise AssertionError("the hub did not introduce itself")
        #: Of the hub, and the one actor that it offers.
        self.hub, self.actor = basp.read_server_handshake(greeting.payload)
        self.own = basp.on_machine_of(self.hub, process)

    def introduction(self):
        """The frames by which CAF introduces itself."""
        return basp.client_handshake(self.own) + basp.client_handshake(self.own, 2)


class FalseHub(basp.Stream):
    """Somebody with a hub's certificate."""

    def __init__(self, connection, process, actor=6):
        super().__init__(connection)
        self.own = basp.node(process)
        self.actor = actor
        #: Of the agent, once it is known.
        self.agent = None
        self.uplink = None

    def attach(self):
        """Plays a hub until the agent tells of its riskd. Returns whether it got so far."""
        self.send(basp.server_handshake(self.own, self.actor))
        introduced = self.read_until(lambda each: each.operation == basp.CLIENT_HANDSHAKE)
        said = self.read_until(lambda each: b"agent_hello" in each.payload)
        if introduced is None or said is None:
            return False
        self.agent, self.uplink = introduced.payload, said.source
        self.send(basp.receipt(self.uplink, self.actor, 0))
        return self.read_until(lambda each: b"agent_update" in each.payload) is not None


class Trap:
    """Listens where an agent expects its hub, and does with each visitor what a test wants."""

    def __init__(self, receive):
        """`receive` gets the connection and how many came before; it runs beside others."""
        self._receive = receive
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.visits = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self):
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self):
        while True:
            try:
                visitor, _ = self._listener.accept()
            except OSError:
                return
            visitor.settimeout(PATIENCE)
            threading.Thread(target=self._talk, args=(visitor, self.visits), daemon=True).start()
            self.visits += 1

    def _talk(self, visitor, before):
        with contextlib.suppress(OSError), visitor:
            self._receive(visitor, before)
