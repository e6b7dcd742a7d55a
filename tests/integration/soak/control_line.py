"""Many calls to the simulator's control endpoint at once, over one connection."""

import json
import socket
import urllib.parse


class ControlLine:
    """Writes requests one after the other without waiting, then reads as many answers."""

    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self._host = parts.netloc
        self._socket = socket.create_connection((parts.hostname, parts.port), timeout=60)
        self._answers = self._socket.makefile("rb")

    def ask(self, requests):
        """`requests` are (path, members). Returns the answers in the same order."""
        self._socket.sendall(b"".join(self._text(*each) for each in requests))
        return [self._read() for _ in requests]

    def close(self):
        self._answers.close()
        self._socket.close()

    def _text(self, path, members):
        body = json.dumps(members).encode()
        return (f"POST /control/{path} HTTP/1.1\r\nHost: {self._host}\r\n"
                f"Content-Length: {len(body)}\r\n\r\n").encode() + body

    def _read(self):
        length = None
        while (line := self._answers.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if length is None:
            raise ConnectionError("risksim ended a control connection")
        return json.loads(self._answers.read(length))
