"""CAF's wire format (BASP 3) written by hand, whatever it says."""

import collections
import struct

HEADER = struct.Struct(">BHBIQQQ")

SERVER_HANDSHAKE, CLIENT_HANDSHAKE, DIRECT, ROUTED, MONITOR, DOWN, HEARTBEAT = range(7)

NAMED = 1
VERSION = 3
ORDINARY = 0x1000000000000000
RESPONSE = 0x9000000000000000

#: The atom `default`, with which the id of a node begins.
DEFAULT_KIND = 0x00003e9aab9bac79

CONFIG_SERVER = 0x0000117cd6a8be39
SPAWN_SERVER = 0x03ddd5a8ca7bd6db


def frame(operation, payload=b"", flags=0, data=0, source=0, destination=0, size=None, padding=0):
    """One frame. `size` is what the header announces, if that is to be a lie."""
    announced = len(payload) if size is None else size
    return HEADER.pack(operation, padding, flags, announced, data, source, destination) + payload


class Frame(collections.namedtuple(
        "Frame", "operation padding flags size data source destination payload")):
    """What was read."""


# Pieces of payloads

def node(process, host=b"\xab" * 20):
    return struct.pack(">QI", DEFAULT_KIND, process) + host


def on_machine_of(other, process):
    """The node that another process of the same machine is."""
    return node(process, other[12:])


def size_of(count):
    out = bytearray()
    while count > 0x7f:
        out.append(count & 0x7f | 0x80)
        count >>= 7
    out.append(count)
    return bytes(out)


def text(words):
    raw = words if isinstance(words, bytes) else words.encode()
    return size_of(len(raw)) + raw


def content(types, parts=b""):
    """No stages, the type of the message, its elements."""
    return b"\0" + b"\0\0" + text("@<>" + "".join("+" + each for each in types)) + parts


# Frames

def server_handshake(own, actor):
    return frame(SERVER_HANDSHAKE, own + size_of(1) + text("generic-caf-app")
                 + struct.pack(">Q", actor) + size_of(0), data=VERSION)


def client_handshake(own, flags=0):
    return frame(CLIENT_HANDSHAKE, own, flags=flags)


def message(to, types, parts=b"", source=8, data=ORDINARY, flags=0):
    return frame(DIRECT, content(types, parts), flags=flags, data=data, source=source,
                 destination=to)


def monitor(by, at, actor):
    return frame(MONITOR, by + at, destination=actor)


def down(of, to, actor=8):
    reason = b"\x04" + struct.pack(">Q", 0x0fabdbb9) + b"\0\0" + text("@<>")
    return frame(DOWN, of + to + reason, source=actor)


def heartbeat():
    return frame(HEARTBEAT)


def read_server_handshake(payload):
    """(node, actor)"""
    applications, at = payload[32], 33
    for _ in range(applications):
        at += 1 + payload[at]
    return payload[:32], struct.unpack_from(">Q", payload, at)[0]


# Messages of the fleet (messages/fleet_messages.hpp)

def hello(to, protocol=1, version="0.1.0"):
    return message(to, ["riskd::agent_hello"], struct.pack(">I", protocol) + text(version))


def several(parts):
    return size_of(len(parts)) + b"".join(parts)


def account(name, document="{}"):
    return (text(name) + struct.pack(">q??", 0, False, False) + struct.pack(">?q?q", True, 0, True, 0)
            + text(document))


def update(to, number, daemon=(), accounts=(), gone=(), records=(), stories=()):
    """Without a listing of the accounts."""
    return message(to, ["riskd::agent_update"],
                   struct.pack(">Qq", number, 0) + several(list(daemon)) + several(list(accounts))
                   + several([text(each) for each in gone]) + several([]) + several(list(records))
                   + several(list(stories)))


def receipt(to, source, number, chain=0, record=0):
    return message(to, ["riskd::hub_receipt"], struct.pack(">Qqq", number, chain, record), source)


class Stream:
    """Frames over a socket. Whoever is at the other end may go away at any time."""

    def __init__(self, connection):
        self.socket = connection

    def send(self, data):
        """Returns whether all of it could be sent."""
        try:
            self.socket.sendall(data)
            return True
        except OSError:
            return False

    def read(self):
        """The next frame as its header's fields and its payload; None at the end."""
        header = self._exactly(HEADER.size)
        if header is None:
            return None
        fields = Frame(*HEADER.unpack(header), b"")
        payload = self._exactly(fields.size)
        return None if payload is None else fields._replace(payload=payload)

    def read_until(self, wanted):
        """The first frame for which `wanted` holds; None if the other side ends before."""
        while (each := self.read()) is not None and not wanted(each):
            pass
        return each

    def read_all(self):
        """The frames until the other side ends the connection."""
        return list(iter(self.read, None))

    def close(self):
        self.socket.close()

    def _exactly(self, size):
        out = bytearray()
        while len(out) < size:
            try:
                part = self.socket.recv(size - len(out))
            except TimeoutError:
                raise
            except OSError:
                return None
            if not part:
                return None
            out += part
        return bytes(out)
