"""Several kills on one stage: one broker, one storage folder, one riskd after the other."""

import dataclasses
import json
import pathlib
import shutil
import threading
import time

from stage.daemon import login
from stage.simulator import Simulator

from . import judge
from .guard import Guard, Watcher
from .knowledge import Knowledge
from .load import Traders
from .moments import clock_in_half_a_day, now
from .plan import RANDOM
from .roles import ROLES
from .store_files import trades

#: Several logins: each start asks much about every account, and a login has its budget (R-F-14).
USERS = [("morning", "key-of-morning"), ("evening", "key-of-evening")]

#: The login of each account, in turn.
LOGINS = {name: USERS[place % len(USERS)][0] for place, name in enumerate(ROLES)}

MARKET = ["--contract", "MNQ", "--contract", "MES", "--start-price", "MNQ=21500",
          "--start-price", "MES=6000", "--quotes-per-second", "0", "--trades-per-second", "0"]

#: How long a crash point may keep us waiting before riskd is killed anyway.
POINT_PATIENCE = 1.0

SETTLE_PATIENCE = 30.0


def venue(kill, is_slow):
    """The settings of the broker on the stage that begins with `kill`.

    Fills and answers take a while, so that there is something to be killed in between. At a slow
    broker a close is still pending when the next riskd looks.
    """
    dice = kill.dice("venue")
    return {"market_fill_ms": 0,
            "close_fill_ms": 400 if is_slow else dice.choice((0, 3, 50)),
            "reply_min_ms": 1,
            "reply_max_ms": dice.choice((6, 40)),
            "emission": dice.choice(("OTPA", "TPOA", "POTA")),
            # riskd keeps its own budget; the broker's would count all of its lives together.
            "rate_limit": 1_000_000}


@dataclasses.dataclass(frozen=True)
class Sight:
    """One look at riskd and the broker. `asked_until` is when riskd had answered."""

    realized: dict
    locks: dict
    asked_until: int
    books: dict

    def is_locked(self, name):
        return any(account == name for account, _ in self.locks)


class StageRun:
    """Runs kills one after the other. What it finds goes to the report."""

    def __init__(self, binaries, folder, kills, report, is_slow=False):
        """`kills` are all of one stage, `folder` is made and, if all went well, removed."""
        self._kills = kills
        self._report = report
        self._folder = folder
        self._is_sound = True
        folder.mkdir(parents=True)
        self._simulator = Simulator(
            binaries, folder, USERS, [(LOGINS[name], name, 50000) for name in ROLES],
            [*MARKET, "--seed", str(kills[0].number + 1)])
        settings = venue(kills[0], is_slow)
        self._simulator.settings(**settings)
        #: By then everything that riskd sent before it died has taken effect.
        self._last_fills = 0.02 + 1.5 * settings["close_fill_ms"] / 1000
        self._guard = Guard(binaries, folder / "riskd", self._configuration(), USERS)
        self._state = folder / "riskd" / "state"
        self._known = Knowledge(self._simulator.accounts)
        self._traders = Traders(self._simulator)

    def _configuration(self):
        return {"gateways": {user: login(self._simulator, user) for user, _ in USERS},
                "accounts": [{"name": name, "gateway": LOGINS[name],
                              "override": {"rules": role.rules}} for name, role in ROLES.items()],
                "rules": {},
                "market": {"conflate_ms": 0, "subscribe": ["MNQ", "MES"]},
                "reset": {"time": clock_in_half_a_day(), "timezone": "UTC"},
                "reconcile": {"interval_seconds": 5}}

    def run(self):
        """Returns when all kills happened or something was found wrong."""
        blamed = self._kills[0]
        try:
            for kill in self._kills:
                self._guard.start_for(kill)
                if self._settle(blamed):
                    self._die(kill)
                elif self._is_sound:
                    self._miss(kill)
                blamed = kill
                if self._is_sound:
                    self._bury(kill)
                if not self._is_sound:
                    return
            self._guard.start_for(None)
            if not self._settle(blamed):
                self._guard.require_running()
            if self._is_sound:
                self._part(blamed)
        except (AssertionError, OSError) as problem:
            self._wrong(blamed, [f"the stage broke: {problem}"])
        finally:
            self._clear()

    def expect_lock(self, account, rule, until):
        """From now on this lock counts as recorded."""
        self._known.note({(account, rule): until})

    # One kill

    def _die(self, kill):
        """A burst of trades, and riskd dies in it."""
        watcher = Watcher(self._guard)
        process = self._guard.program.process
        timer = threading.Timer(kill.delay, process.kill)
        if kill.where == RANDOM:
            timer.start()
        self._traders.burst(kill, self._known.locked())
        if kill.where == RANDOM:
            timer.join()
        is_reached = self._wait_for_death(POINT_PATIENCE)
        process.kill()
        self._known.note(watcher.stop())
        self._report.kill(kill.where if is_reached else RANDOM)

    def _miss(self, kill):
        """riskd died in its start. Sometimes the traders break their rules behind its back."""
        self._guard.require_killed()
        time.sleep(self._last_fills)
        # Rarely: the more there is to do in a start, the sooner the next riskd dies in its own.
        if kill.dice("unseen").random() < 0.3:
            self._traders.burst(kill, self._known.locked())
        self._report.kill(kill.where)

    def _bury(self, kill):
        """After riskd's death: the market recovers, its files are read, the traders go on."""
        self._guard.require_killed()
        self._traders.reset_prices()
        for account, at in self._known.absorb(self._simulator, self._state):
            told = f"a command to {account} at {at} left before its lock was recorded"
            if self._guard.was_late(self._simulator.accounts[account]):
                self._report.late(kill, told)
            else:
                self._wrong(kill, [told])
        self._traders.trade_on(kill)

    def _wait_for_death(self, patience):
        deadline = time.monotonic() + patience
        while self._guard.runs() and time.monotonic() < deadline:
            time.sleep(0.002)
        return not self._guard.runs()

    # What is true afterwards

    def _settle(self, kill):
        """Waits until riskd has the accounts where they belong, and judges.

        Returns false if it died in its start, at a crash point.
        """
        issues = ["riskd did not become ready"]
        was_ready = False
        deadline = time.monotonic() + SETTLE_PATIENCE
        while issues and self._guard.runs() and time.monotonic() < deadline:
            seen = self._look()
            if seen is not None and not was_ready:
                was_ready = True
                self._wrong(kill, judge.kept_locks(self._known.locks, seen.locks,
                                                   seen.asked_until))
            if seen is not None:
                issues = list(_issues(seen))
            if issues:
                time.sleep(0.01)
        if not self._guard.runs():
            return False
        self._wrong(kill, issues)
        if was_ready:
            self._known.see(seen.locks)
            self._judge_books(kill, seen)
        return self._is_sound

    def _look(self):
        """None unless riskd answers and says that it is ready."""
        accounts = self._guard.ask("/v1/accounts")
        if accounts is None or any(each["state"] != "PROTECTED" for each in accounts["accounts"]):
            return None
        locks = self._guard.shown_locks()
        if locks is None or len(accounts["accounts"]) < len(ROLES):
            return None
        asked_until = now()
        books = {each["account"]["name"]: each for each in self._simulator.state()["accounts"]}
        return Sight({each["name"]: each["realized"] for each in accounts["accounts"]},
                     locks, asked_until, books)

    def _judge_books(self, kill, seen):
        self._wrong(kill, judge.known_rules(seen.locks))
        for name, book in seen.books.items():
            self._wrong(kill, judge.own_trades(name, book["trades"], self._traders.orders))
        audit = (self._state / "audit.ndjson").read_bytes()
        self._wrong(kill, judge.audit_chain(audit, is_growing=True))

    def _part(self, kill):
        """riskd ends as asked, and its store is compared with the broker once more."""
        code = self._guard.terminate()
        if code != 0:
            self._wrong(kill, [f"riskd ended with {code} when it was asked to"])
        errors = self._guard.program.errors.read_text(errors="replace")
        if "Sanitizer" in errors or "runtime error" in errors:
            self._wrong(kill, ["a sanitizer found something"])
        self._wrong(kill, judge.lost_history(self._known.locks, self._known.history(self._state)))
        books = self._simulator.state()["accounts"]
        self._wrong(kill, judge.stored_trades(trades(self._state), books))
        self._wrong(kill, judge.audit_chain((self._state / "audit.ndjson").read_bytes()))

    def _wrong(self, kill, sentences):
        for sentence in sentences:
            self._is_sound = False
            self._report.violation(kill, sentence, self._folder)

    def _clear(self):
        self._guard.hang_up()
        if self._guard.runs():
            self._guard.kill()
        if not self._is_sound:
            self._keep_books()
        self._simulator.quit()
        if self._is_sound:
            shutil.rmtree(self._folder)

    def _keep_books(self):
        """What the broker knows, beside riskd's files."""
        for name, told in (("state", self._simulator.state()), ("calls", self._simulator.calls()),
                           ("traders", sorted(self._traders.orders))):
            text = json.dumps(told, indent=1, default=str)
            (self._folder / f"broker-{name}.json").write_text(text + "\n")


def _issues(seen):
    """What is not yet as it has to become."""
    for name, book in seen.books.items():
        yield from judge.missing_locks(name, book["trades"], seen.locks, seen.asked_until)
        yield from judge.unsettled(name, book, seen.is_locked(name))
        yield from judge.counted(name, book["trades"], seen.realized[name])


def run_stage(binaries, folder, kills, report, is_slow=False):
    """Runs the kills of one stage; a stage that cannot be set up is a violation as well."""
    # What an earlier campaign of this seed kept.
    shutil.rmtree(folder, ignore_errors=True)
    try:
        run = StageRun(pathlib.Path(binaries), pathlib.Path(folder), kills, report,
                       is_slow)
    except (AssertionError, OSError) as problem:
        report.violation(kills[0], f"the stage was not set up: {problem}", folder)
        return
    run.run()
