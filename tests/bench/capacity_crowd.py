"""A crowd of accounts: a simulated gateway that has them, a riskd that guards them, their traders."""

import datetime
import http.client
import json
import pathlib
import socket
import sqlite3
import sys
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "scripts"))

from stage.daemon import Daemon, login  # noqa: E402
from stage.simulator import STILL_MARKET, Simulator  # noqa: E402
from stage.waiting import NeverHappened, until  # noqa: E402

from capacity_process import Process  # noqa: E402

PER_LOGIN = 20

#: Seconds from one comparison of an account with the broker to the next.
INTERVAL = 300

#: The venue lets a login make 200 calls a minute, which starts in a row would use up. riskd's own
#: budget stays.
VENUE = [*STILL_MARKET, "--set", "rate_limit=1000000"]

#: One contract of it is less than the half of any limit, of which a rule warns.
CONTRACT = "MES"

#: Far below the market, so that orders rest.
RESTING_PRICE = 5000

#: What is not on record so long after its cause is lost.
RECORD_PATIENCE = 60

#: How long a comparison of all accounts may take, or the end of riskd.
PATIENCE = 300

#: Log records after which numbers of the run mean nothing.
SPOILT = {"account.queue_overflow", "account.sequence_gap", "alert.raised",
          "gateway.frame_rejected", "gateway.query_failed", "reconciliation.difference",
          "supervision.event_quarantined"}


class Crowd:
    """So many accounts, in as few logins as may be."""

    def __init__(self, count):
        self.count = count
        self.names = [f"A-{number:05}" for number in range(count)]
        self.logins = [f"login{number}" for number in range(-(-count // PER_LOGIN))]
        self.users = [(name, f"key-of-{name}") for name in self.logins]

    def login_of(self, number):
        return self.logins[number // PER_LOGIN]

    def rows(self):
        """The accounts as the gateway opens them."""
        return [(self.login_of(number), name, 50000) for number, name in enumerate(self.names)]

    def configuration(self, simulator, logs):
        """A preset of nine rules, without the one that goes by the time of the day."""
        return {
            "preset": "evaluation",
            "rules": {"session_block_outside": None,
                      "trade_frequency_limit": {"limits": {"per_minute": 50, "per_hour": 50}},
                      # Asked for with each comparison.
                      "auth_loss_guard": {"check_interval_seconds": INTERVAL}},
            "reconcile": {"interval_seconds": INTERVAL},
            "reset": {"time": half_a_day_ahead(), "timezone": "UTC"},
            "gateways": {name: login(simulator, name) | {"spin_us": 0} for name in self.logins},
            "accounts": [{"name": name, "gateway": self.login_of(number)}
                         for number, name in enumerate(self.names)],
            "logging": {"dir": str(logs), "level": "INFO"}}


def half_a_day_ahead():
    """No run meets the end of its trading day."""
    when = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=12)
    return when.strftime("%H:%M")


class Stage:
    """One folder with gateway and daemon. What went wrong is in `wrong`, as sentences."""

    def __init__(self, binaries, folder, crowd):
        folder.mkdir(parents=True)
        self.crowd = crowd
        self.start_patience = 100 + crowd.count // 10
        self.wrong = []
        self.simulator = Simulator(binaries, folder, crowd.users, crowd.rows(), VENUE)
        self.venue = Process(self.simulator.program.pid)
        self.daemon = Daemon(binaries, folder / "riskd",
                             crowd.configuration(self.simulator, folder / "riskd" / "logs"),
                             crowd.users)
        self.traders = Traders(self.simulator.control_url, crowd.names)

    # The daemon

    def start(self):
        """Starts riskd and waits until all are protected. Returns what that took."""
        venue = self.venue.processor_seconds()
        begin = time.monotonic()
        self.daemon.start()
        self.process = Process(self.daemon.program.pid)
        self._wait_protected()
        return {"seconds": time.monotonic() - begin,
                "processor_seconds": self.process.processor_seconds(),
                "venue_processor_seconds": self.venue.processor_seconds() - venue}

    def _wait_protected(self):
        """Asking must not keep riskd busy: each answer lists whoever is not protected yet."""
        deadline = time.monotonic() + self.start_patience
        while time.monotonic() < deadline:
            self.daemon.require_running()
            asked = time.monotonic()
            found = self.ask("GET", "/v1/health")
            if found is not None and found["healthy"]:
                return
            time.sleep(min(1.0, max(0.02, 30 * (time.monotonic() - asked))))
        self.check_protection()
        raise NeverHappened(f"the start did not end within {self.start_patience} s")

    def check_protection(self):
        """Nobody must have lost it meanwhile."""
        found = self.ask("GET", "/v1/health")
        if found is None:
            self.wrong.append("riskd does not answer")
        elif not found["healthy"] or found["accounts"]["protected"] != self.crowd.count:
            self.wrong.append(f"not all {self.crowd.count} accounts are protected: "
                              f"{shortened(found['headline'])}")

    def compare_all(self):
        """Every account is compared with the broker. Returns how long that took."""
        path = "/api/position/searchopen"
        before = self.venue_calls(path)
        begin = time.monotonic()
        self.ask("POST", "/v1/reconcile")
        until(lambda: self.venue_calls(path) >= before + self.crowd.count,
              "all accounts compared", PATIENCE, 0.5)
        # What the last answers cause.
        time.sleep(1.0)
        return time.monotonic() - begin

    def stop(self):
        """Returns the seconds that it took."""
        begin = time.monotonic()
        code = self.daemon.program.terminate(PATIENCE)
        if code != 0:
            self.wrong.append(f"riskd ended with {code} when it was asked to")
        return time.monotonic() - begin

    def ask(self, method, path):
        """The answer of riskd, or None where nobody answers."""
        line = UnixConnection(self.daemon.socket)
        try:
            line.request(method, path)
            return json.loads(line.getresponse().read())
        except (OSError, http.client.HTTPException, json.JSONDecodeError):
            return None
        finally:
            line.close()

    # What is on record

    def venue_calls(self, path):
        return self.simulator.state()["calls"].get(path, 0)

    def recorded(self, query):
        """A number out of the store; 0 before there is one."""
        file = self.daemon.folder / "state" / "journal.db"
        try:
            database = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
        except sqlite3.OperationalError:
            return 0
        try:
            return database.execute(query).fetchone()[0]
        finally:
            database.close()

    def recorded_orders(self):
        return self.recorded("SELECT count(*) FROM events WHERE source = 'stream' AND kind = 'order'")

    def recorded_trades(self):
        return self.recorded("SELECT count(*) FROM trades")

    def wait_recorded(self, count, wanted, what):
        """Nothing that happened may be missing, and nothing may come twice."""
        deadline = time.monotonic() + RECORD_PATIENCE
        while count() < wanted and time.monotonic() < deadline:
            time.sleep(0.1)
        if (found := count()) != wanted:
            self.wrong.append(f"{found} {what} are on record instead of {wanted}")

    def look_at_log(self):
        counts = {}
        for record in self.daemon.log():
            if record["event"] in SPOILT or record["level"] in ("ERROR", "CRITICAL"):
                what = f"{record['event']} {record.get('code', '')}".strip()
                counts[what] = counts.get(what, 0) + 1
        self.wrong += [f"{count} log records {what}" for what, count in sorted(counts.items())]

    def break_off(self, problem):
        """Something stands in the way of the rest of the run."""
        self.wrong.append(str(problem))
        if self.daemon.program and not self.daemon.runs():
            self.wrong.append(f"riskd ended with {self.daemon.program.process.returncode}: "
                              f"{self.daemon.program.errors.read_text(errors='replace')[-300:]}")

    def clear(self):
        """Ends what runs, whatever happened."""
        self.traders.close()
        if self.daemon.runs():
            self.daemon.kill()
        self.simulator.quit()


def shortened(text, length=300):
    return text if len(text) <= length else text[:length] + " ..."


class Traders:
    """Act in the broker's platform, over one connection to the simulator's control endpoint."""

    def __init__(self, url, names):
        parts = urllib.parse.urlsplit(url)
        self._line = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
        self._names = names

    def close(self):
        self._line.close()

    def rest_and_cancel(self, pairs, rate):
        """In turns, each account has an order rest and cancels it: two events, `rate` a second.

        Returns how long it took.
        """
        begin = time.monotonic()
        for number in range(pairs):
            if (early := begin + 2 * number / rate - time.monotonic()) > 0.02:
                time.sleep(early)
            name = self._names[number % len(self._names)]
            order = self._act("order", account=name, contract=CONTRACT, side="buy", type="limit",
                              limit_price=RESTING_PRICE)
            self._act("cancel", account=name, order=order)
        return time.monotonic() - begin

    def round_trips(self, count):
        """Every account buys and sells so often."""
        for _ in range(count):
            for name in self._names:
                for side in ("buy", "sell"):
                    self._act("order", account=name, contract=CONTRACT, side=side)

    def _act(self, what, **members):
        """Returns the number of the order."""
        self._line.request("POST", f"/control/trader/{what}", json.dumps(members).encode())
        answer = json.loads(self._line.getresponse().read())
        if not answer["ok"]:
            raise AssertionError(f"the platform refused: {what} {members}: {answer}")
        return answer["order"]


class UnixConnection(http.client.HTTPConnection):
    """HTTP over a Unix-domain socket."""

    def __init__(self, path):
        super().__init__("localhost", timeout=30)
        self._path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)
