"""Hosts of a network that is all on this machine: a network namespace for each, joined by a switch.

The namespaces have no names. Descriptors of the test and the programs that run in them keep them,
so that whatever way the test ends, nothing of them is left; and runs side by side never meet.
"""

import contextlib
import ctypes
import fcntl
import functools
import heapq
import os
import random
import select
import socket
import struct
import subprocess
import sys
import threading
import time

CLONE_NEWNET = 0x40000000  # of sched.h

#: Says that the test has put itself into a user namespace already.
MARK = "RISKD_TEST_IS_ROOT_OF_NAMESPACE"

LIBC = ctypes.CDLL(None, use_errno=True)


class NoNetworks(AssertionError):
    """The kernel does not let this test make networks."""


def _call(name, *arguments):
    if getattr(LIBC, name)(*arguments) != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")


def _network_here():
    # Namespaces belong to a thread, and the process may have several.
    return os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)


def be_allowed_networks():
    """Returns if this process may make networks.

    Otherwise it begins again in a user namespace, where it may, or ends with the kernel's reason.
    """
    try:
        os.close(_new_network())
        return
    except OSError as refusal:
        if MARK in os.environ:
            raise NoNetworks(f"no network namespaces, not even in a user namespace: {refusal}") \
                from None
        print(f"No network namespaces here ({refusal}): trying in a user namespace.",
              file=sys.stderr, flush=True)
    os.environ[MARK] = "1"
    os.execvp("unshare", ["unshare", "--user", "--map-root-user", "--net", sys.executable, "-B",
                          *sys.argv])


def _new_network():
    """A descriptor of a new namespace; the caller stays where it is."""
    here = _network_here()
    try:
        _call("unshare", CLONE_NEWNET)
        try:
            return _network_here()
        finally:
            _call("setns", here, CLONE_NEWNET)
    finally:
        os.close(here)


def ip(*words):
    """Runs ip(8) in the network of the caller."""
    done = subprocess.run(["ip", *map(str, words)], capture_output=True, text=True, check=False,
                          timeout=30)
    if done.returncode != 0:
        raise NoNetworks(f"ip {' '.join(map(str, words))}: {done.stderr.strip()}")


class Network:
    """A network namespace. Whoever is in it (`with`) opens sockets and starts programs there."""

    def __init__(self):
        self.descriptor = _new_network()
        self._left = []

    def __enter__(self):
        self._left.append(_network_here())
        _call("setns", self.descriptor, CLONE_NEWNET)
        return self

    def __exit__(self, *_):
        back = self._left.pop()
        _call("setns", back, CLONE_NEWNET)
        os.close(back)

    def path(self):
        return f"/proc/{os.getpid()}/fd/{self.descriptor}"

    def close(self):
        os.close(self.descriptor)


class Inside:
    """Something whose methods run in the network of a host."""

    def __init__(self, host, what):
        self._host = host
        self._what = what

    def __getattr__(self, name):
        found = getattr(self._what, name)
        if not callable(found):
            return found

        @functools.wraps(found)
        def inside(*arguments, **named):
            with self._host:
                return found(*arguments, **named)
        return inside


class Host(Network):
    """A machine with one cable to a switch."""

    def __init__(self, switch, number):
        super().__init__()
        self.switch = switch
        self.port = f"port{number}"
        self.address = f"10.77.0.{number}"
        with switch:
            ip("link", "add", self.port, "type", "veth", "peer", "name", "eth0",
               "netns", self.path())
            ip("link", "set", self.port, "master", "bridge", "up")
        with self:
            ip("link", "set", "lo", "up")
            ip("address", "add", f"{self.address}/24", "dev", "eth0")
            ip("link", "set", "eth0", "up")

    def pull_cable(self):
        with self.switch:
            ip("link", "set", self.port, "down")

    def plug_cable(self):
        with self.switch:
            ip("link", "set", self.port, "up")


class Switch(Network):
    """What the cables of all hosts end in."""

    def __init__(self):
        super().__init__()
        self.hosts = []
        with self:
            ip("link", "add", "bridge", "type", "bridge")
            ip("link", "set", "bridge", "up")

    def host(self):
        self.hosts.append(Host(self, len(self.hosts) + 1))
        return self.hosts[-1]

    def close(self):
        for each in self.hosts:
            each.close()
        super().close()


def _send_whole_frames(device):
    """Leaves checksums and segments to no device, so that a frame is one on the way, too."""
    turn_off_checksums = struct.pack("II", 0x17, 0)  # ETHTOOL_STXCSUM
    value = ctypes.create_string_buffer(turn_off_checksums, len(turn_off_checksums))
    request = struct.pack("16sP8x", device.encode(), ctypes.addressof(value))
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, 0x8946, request)  # SIOCETHTOOL


class BadCable:
    """Takes the place of a host's cable while it is entered: loses frames, and is slow.

    The kernel's netem does the same where it is built in, which it is not everywhere.
    """

    def __init__(self, host, loss, seconds, seed=7):
        self._host = host
        self._loss = loss
        self._seconds = seconds
        self._random = random.Random(seed)
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._carry)
        self._ends = []
        self._sequence = 0
        self.carried = 0
        self.lost = 0

    def __enter__(self):
        host = self._host
        with host:
            _send_whole_frames("eth0")
        with host.switch:
            ip("link", "add", "bad0", "type", "veth", "peer", "name", "bad1")
            _send_whole_frames("bad0")
            ip("link", "set", host.port, "nomaster")
            ip("link", "set", "bad0", "master", "bridge", "up")
            ip("link", "set", "bad1", "up")
            self._ends = [self._tap(host.port), self._tap("bad1")]
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._end.set()
        self._thread.join()
        for each in self._ends:
            each.close()
        with self._host.switch:
            ip("link", "del", "bad0")
            ip("link", "set", self._host.port, "master", "bridge")

    @staticmethod
    def _tap(device):
        all_protocols = 3  # ETH_P_ALL
        out = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(all_protocols))
        out.bind((device, all_protocols))
        return out

    def _carry(self):
        late = []
        while not self._end.is_set():
            due = late[0][0] - time.monotonic() if late else 0.2
            for each in select.select(self._ends, [], [], min(max(due, 0), 0.2))[0]:
                self._take(each, late)
            while late and late[0][0] <= time.monotonic():
                _, _, out, frame = heapq.heappop(late)
                with contextlib.suppress(OSError):  # A full queue loses a frame as well.
                    out.send(frame)

    def _take(self, end, late):
        frame, sender = end.recvfrom(65536)
        if sender[2] == socket.PACKET_OUTGOING:
            return
        if self._random.random() < self._loss:
            self.lost += 1
            return
        self.carried += 1
        self._sequence += 1
        other = self._ends[1 - self._ends.index(end)]
        heapq.heappush(late, (time.monotonic() + self._seconds, self._sequence, other, frame))
