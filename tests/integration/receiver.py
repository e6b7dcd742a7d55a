"""A receiver of notifications on a loopback port, that takes down what it gets."""

import http.server
import json
import threading


class Receiver:
    """An HTTP server in a thread; `replies` are (status, fields, body), the last one repeats."""

    def __init__(self, replies=((200, {}, b"ok"),)):
        self.replies = list(replies)
        self.requests = []
        self.changed = threading.Condition()
        self.hanging = threading.Event()
        self.released = threading.Event()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            """Notes every request and answers as it is told."""

            def do_POST(self):
                receiver.answer(self, self.rfile.read(int(self.headers["Content-Length"])))

            def do_GET(self):
                receiver.answer(self, b"")

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, path="/"):
        return f"http://127.0.0.1:{self.port}{path}"

    def answer(self, handler, body):
        with self.changed:
            number = len(self.requests)
            self.requests.append({"method": handler.command, "path": handler.path,
                                  "fields": dict(handler.headers), "body": body})
            self.changed.notify_all()
        if self.hanging.is_set():
            self.released.wait(60)
        status, fields, text = self.replies[min(number, len(self.replies) - 1)]
        try:
            handler.send_response(status)
            for name, value in fields.items():
                handler.send_header(name, value)
            handler.send_header("Content-Length", str(len(text)))
            handler.end_headers()
            handler.wfile.write(text)
        except OSError:
            pass  # riskd did not wait for it.

    def hang(self):
        """From now on nobody is answered."""
        self.hanging.set()

    def bodies(self):
        with self.changed:
            return [each["body"].decode() for each in self.requests]

    def documents(self):
        return [json.loads(body) for body in self.bodies()]

    def text(self):
        return "\n".join(self.bodies())

    def count(self):
        with self.changed:
            return len(self.requests)

    def close(self):
        """Lets whoever hangs go, and listens no more."""
        self.hanging.clear()
        self.released.set()
        self.server.shutdown()
        self.server.server_close()
