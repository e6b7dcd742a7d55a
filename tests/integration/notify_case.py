"""What tests of notifications share: receivers, channels, a heartbeat, and what is told of them."""

import json

from receiver import Receiver
from stage_case import StageCase

SECRET = "s3cret-path"


class NotifyCase(StageCase):
    """One test: one account; channels are added before riskd begins."""

    guarded = ["PRAC-1"]
    witnessed = ["PRAC-1"]

    def setUp(self):
        self.channels = []
        self.heartbeat = None
        self.secrets = {}
        super().setUp()

    def configuration(self):
        told = {"channels": self.channels}
        if self.heartbeat:
            told["heartbeat_url"] = "${BEAT}"
        return super().configuration() | {"notifications": told}

    def receiver(self, *replies):
        receiver = Receiver(replies or ((200, {}, b"ok"),))
        self.addCleanup(receiver.close)
        return receiver

    def channel(self, kind, url, token=None, severities=()):
        """One more channel; its address and token come from the environment."""
        number = len(self.channels)
        self.secrets[f"URL_{number}"] = url
        entry = {"kind": kind, "url": f"${{URL_{number}}}", "severities": list(severities)}
        if token:
            self.secrets[f"TOKEN_{number}"] = token
            entry["token"] = f"${{TOKEN_{number}}}"
        self.channels.append(entry)

    def beat(self, url):
        self.heartbeat = True
        self.secrets["BEAT"] = url

    def begin(self):
        self.daemon.environment |= self.secrets
        self.daemon.configure(self.configuration())
        self.start()

    def told(self):
        return (self.daemon.status() or {"notifications": {"channels": []}})["notifications"]

    def shown(self, number=0):
        channels = self.told()["channels"]
        return channels[number] if number < len(channels) else None

    def lock(self):
        self.lose("PRAC-1", 600)
        self.wait_lock("PRAC-1", "RULE-003")

    def assert_no_secret(self):
        """R-C-4: neither addresses nor tokens are anywhere to be read."""
        wanted = ["s3cret", "t0ken"]
        places = [self.daemon.riskctl("status").stdout, json.dumps(self.daemon.status()),
                  self.daemon.riskctl("notify", "test").stdout,
                  self.daemon.program.errors.read_text()]
        for folder in ("logs", "state"):
            places += [file.read_bytes().decode(errors="replace")
                       for file in (self.daemon.folder / folder).iterdir() if file.is_file()]
        for place in places:
            for word in wanted:
                self.assertNotIn(word, place)
