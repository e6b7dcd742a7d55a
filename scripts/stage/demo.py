"""The demo: a trading session with a real riskd in front of a real simulated gateway.

Run by scripts/demo. Every claim about the account is checked against the broker's REST interface.
"""

import argparse
import decimal
import os
import pathlib
import shutil
import signal
import sys
import time

from .book import CANCELLED
from .broker import Broker
from .daemon import Daemon, login
from .narration import Narrator
from .simulator import Simulator
from .waiting import NeverHappened, throughout, until

USER = ("demo", "demo-key")
WILD, CALM = "WILD-50K", "CALM-50K"
LIMIT = 3
LOSS = decimal.Decimal(-500)


class Session:
    """The stage, the players and the acts."""

    def __init__(self, arguments):
        self.binaries = pathlib.Path(arguments.binaries).resolve()
        self.folder = pathlib.Path(arguments.folder).resolve()
        self.keep = arguments.keep
        self.root = arguments.contract
        self.tell = Narrator()
        self.market = ["--contract", self.root, "--seed", str(arguments.seed)]
        if arguments.market:
            self.market = ["--market", arguments.market, "--contract-id", self.root]
        self.simulator = None
        self.daemon = None

    # The acts

    def play(self):
        self.curtain()
        self.oversize()
        self.losing_streak()
        self.revenge()
        self.other_account()
        self.power_cut()
        self.status()
        self.tell.end()

    def curtain(self):
        self.tell.chapter("A gateway, two accounts, and riskd in front of them")
        self.simulator = Simulator(
            self.binaries, self.folder, [USER],
            [(USER[0], WILD, 50000), (USER[0], CALM, 50000)], self.market, outlives=self.keep)
        self.broker = Broker(self.simulator.rest, *USER)
        found = self.broker.ask("/api/Contract/search", searchText=self.root, live=False)
        contract = found["contracts"][0]
        self.contract = contract["id"]
        self.tick = decimal.Decimal(contract["tickSize"])
        self.point = decimal.Decimal(contract["tickValue"]) / self.tick
        self.tell.tell(f"risksim offers {contract['name']} at {self.price()}, one point is worth "
                       f"${self.point:f}; its REST is at {self.simulator.rest}")
        self.daemon = Daemon(self.binaries, self.folder / "riskd", {
            "gateway": login(self.simulator, USER[0]),
            "accounts": [{"name": WILD}, {"name": CALM}],
            "rules": {"max_contracts_per_instrument": {"instrument_limits": {self.root: LIMIT}},
                      "daily_realized_loss": {"limit": int(LOSS)}},
        }, [USER], outlives=self.keep)
        self.daemon.start()
        self.daemon.wait_protected(WILD, CALM)
        self.tell.tell(f"riskd guards {WILD} and {CALM}: at most {LIMIT} {self.root}, "
                       f"at most ${-LOSS} of loss a day")
        self.simulator.buy(CALM, self.root, 2)
        self.simulator.buy(WILD, self.root, 2)
        self.tell.tell("both traders buy 2 contracts, which is allowed")
        self.wait_size(CALM, 2)
        self.wait_size(WILD, 2)
        self.tell.check(self.stays(WILD, 2, 1.5), f"{WILD} and {CALM} hold 2 and are left alone")

    def oversize(self):
        self.tell.chapter("An oversize position is reduced to the limit")
        self.simulator.buy(WILD, self.root, 4)
        self.tell.tell(f"{WILD} buys 4 more and holds 6, twice what is allowed")
        self.wait_size(WILD, LIMIT)
        self.tell.check(self.stays(WILD, LIMIT, 1.5),
                        f"{WILD} holds {LIMIT}: the excess was closed, and nothing more")
        self.tell.tell(self.delay_of_last_close())
        self.simulator.close(WILD, self.root)
        self.wait_size(WILD, 0)
        self.tell.tell(f"{WILD} closes the rest")

    def losing_streak(self):
        self.tell.chapter("A losing streak reaches the daily loss limit")
        order = self.simulator.buy(WILD, self.root, 1, type="limit",
                                   limit_price=self.below(2000))
        self.tell.tell(f"{WILD} leaves an order to buy far below the market")
        for number in range(1, 10):
            before = len(self.simulator.book(WILD)["trades"])
            self.simulator.buy(WILD, self.root, LIMIT)
            # So close to the limit that the fees are enough, riskd may already have closed it.
            until(lambda: self.size(WILD) == LIMIT
                  or len(self.simulator.book(WILD)["trades"]) >= before + 2,
                  f"{WILD} bought {LIMIT} {self.root}")
            self.fall(decimal.Decimal(60))
            self.tell.tell(f"trade {number}: {WILD} buys {LIMIT}, and the price falls")
            if not self.holds_on(WILD):
                break
            self.simulator.sell(WILD, self.root, LIMIT)
            self.wait_size(WILD, 0)
            self.recover()
            self.tell.tell(f"{WILD} gives up, and the price recovers; realized today {self.realized()}")
        self.wait_flat(WILD)
        self.recover()
        self.tell.tell("riskd closes the position before the trader can")
        self.tell.check(self.broker.realized(self.id_of(WILD)) <= LOSS
                        and self.broker.is_flat(self.id_of(WILD)),
                        f"{self.realized()} realized in {WILD}, no position, no working order")
        self.tell.check(self.is_cancelled(order), "the waiting order is cancelled")
        self.lock = self.wait_lock()
        self.tell.tell(f"riskd: {WILD} is locked by {self.lock['rule']} ({self.lock['reason']}) "
                       f"until {self.lock['until']}")

    def revenge(self):
        self.tell.chapter("The trader trades again from the platform and is closed again")
        for side, fill_ms in (("buy", 0), ("sell", 6)):
            self.simulator.settings(market_fill_ms=fill_ms)
            before = len(self.simulator.book(WILD)["trades"])
            order = self.simulator.order(WILD, self.root, side, 2)["order"]
            self.tell.tell(f"{WILD}: {side} 2 at the market")
            self.check_undone(order, before)
            time.sleep(1)
        order = self.simulator.order(WILD, self.root, "buy", 1, type="limit",
                                     limit_price=self.below(200))["order"]
        self.tell.tell(f"{WILD}: an order to buy below the market")
        until(lambda: self.simulator.is_cancelled(WILD, order), "the order is cancelled")
        self.tell.check(self.is_cancelled(order), "the order is cancelled")

    def check_undone(self, order, trades_before):
        """An order in a locked account is cancelled, or what it filled is closed."""
        def undone():
            if not self.simulator.is_flat(WILD):
                return False
            traded = len(self.simulator.book(WILD)["trades"]) - trades_before
            return traded >= 2 or self.simulator.is_cancelled(WILD, order)
        until(undone, f"order {order} is undone")
        if self.is_cancelled(order):
            self.tell.check(True, "the order was cancelled before it filled")
        else:
            self.tell.check(self.broker.is_flat(self.id_of(WILD)),
                            f"{WILD} is flat again, {self.delay_of_last_close()}")

    def other_account(self):
        self.tell.chapter("The other account is untouched")
        trades = len(self.broker.trades(self.id_of(CALM)))
        self.tell.check(self.size_at_broker(CALM) == 2 and trades == 1,
                        f"{CALM} still holds its 2 contracts from its only trade")

    def power_cut(self):
        self.tell.chapter("riskd is killed, and the lock still stands")
        self.daemon.kill()
        self.tell.tell("SIGKILL: riskd is gone, as in a power cut")
        self.simulator.buy(WILD, self.root, 2)
        self.wait_size(WILD, 2)
        self.tell.tell(f"{WILD} buys 2 while nobody watches")
        self.daemon.start()
        self.tell.tell("riskd is started again")
        self.wait_flat(WILD)
        self.tell.check(self.broker.is_flat(self.id_of(WILD)), f"{WILD} is flat again")
        self.daemon.wait_protected(WILD, CALM)
        after = self.wait_lock()
        if after["until"] != self.lock["until"] or after["since"] != self.lock["since"]:
            raise AssertionError(f"the lock changed: {self.lock} became {after}")
        self.tell.tell(f"riskd: the same lock, {after['since']} until {after['until']}")
        self.tell.check(self.size_at_broker(CALM) == 2, f"{CALM} still holds 2")

    def status(self):
        self.tell.chapter("riskctl status")
        self.tell.quote(self.daemon.riskctl("status").stdout)

    # What the acts need

    def id_of(self, name):
        return self.simulator.accounts[name]

    def size(self, name):
        return self.simulator.positions(name).get(self.contract, 0)

    def size_at_broker(self, name):
        return self.broker.positions(self.id_of(name)).get(self.contract, 0)

    def wait_size(self, name, size):
        until(lambda: self.size(name) == size, f"{name} holds {size} {self.root}")

    def wait_flat(self, name):
        until(lambda: self.simulator.is_flat(name), f"{name} is flat")

    def wait_lock(self):
        return until(lambda: next(iter(self.daemon.locks(WILD)), None), f"{WILD} is locked",
                     pause=0.2)

    def stays(self, name, size, seconds):
        throughout(lambda: self.size(name) == size, f"{name} holds {size}", seconds)
        return self.size_at_broker(name) == size

    def price(self):
        return self.simulator.state()["markets"][self.contract]["last"]

    def below(self, ticks):
        return self.price() - ticks * self.tick

    def fall(self, dollars):
        """The price drops so far that one contract loses about `dollars`, and stands still."""
        self.simulator.control("market", action="pause")
        points = (dollars / self.point // self.tick + 1) * self.tick
        self.before = self.price()
        self.simulator.price(self.contract, self.before - points)

    def recover(self):
        """The price is where it was before the fall, and the market goes on."""
        self.simulator.price(self.contract, self.before)
        self.simulator.control("market", action="resume")

    def holds_on(self, name):
        """The trader hopes for a second. Returns whether the position is still there then."""
        for _ in range(10):
            time.sleep(0.1)
            if self.size(name) == 0:
                return False
        return True

    def realized(self):
        return f"${self.broker.realized(self.id_of(WILD)):.2f}"

    def is_cancelled(self, order):
        """By the broker's word."""
        return self.broker.order(self.id_of(WILD), order)["status"] == CANCELLED

    def delay_of_last_close(self):
        """How long the account was in breach, by the broker's clock."""
        trades = sorted(self.broker.trades(self.id_of(WILD)), key=lambda row: row["id"])
        opened = [row for row in trades if row["profitAndLoss"] is None][-1]
        closed = [row for row in trades if row["profitAndLoss"] is not None][-1]
        begin, end = (_seconds(row["creationTimestamp"]) for row in (opened, closed))
        return f"{1000 * (end - begin):.0f} ms from fill to fill by the broker's clock"

    # The end

    def explore(self):
        pids = f"{self.daemon.program.pid} {self.simulator.program.pid}"
        (self.folder / "kept").write_text(pids + "\n")
        control = self.simulator.control_url
        print(f"""
Both are still running. Some things to try:

  export RISKD_SOCKET={self.daemon.socket}
  {self.binaries}/riskctl watch
  {self.binaries}/riskctl status
  {self.binaries}/riskctl locks
  curl -s {control}/control/trader/order -d \\
    '{{"account":"{CALM}","contract":"{self.root}","side":"buy","size":5}}'
  {self.binaries}/riskctl account {CALM}
  tail -f {self.daemon.folder}/logs/*

Logs and state are in {self.folder}. To end both: scripts/demo --stop
The dashboard, in a browser: scripts/dashboard
""")

    def clear_stage(self):
        if self.daemon and self.daemon.runs():
            code = self.daemon.terminate()
            if code != 0:
                raise AssertionError(f"riskd ended with exit code {code}")
        if self.simulator:
            self.simulator.quit()


def _seconds(text):
    """Seconds since midnight UTC of a venue's time stamp."""
    clock = text.split("T")[1].split("+")[0].rstrip("Z")
    hours, minutes, seconds = clock.split(":")
    return 3600 * int(hours) + 60 * int(minutes) + float(seconds)


def stop_kept(folder):
    """Ends what an earlier demo left running. Returns whether there was anything."""
    file = folder / "kept"
    if not file.exists():
        return False
    for pid in map(int, file.read_text().split()):
        program = pathlib.Path(f"/proc/{pid}/comm")
        if program.exists() and program.read_text().strip() in ("riskd", "risksim"):
            os.kill(pid, signal.SIGTERM)
            until(lambda running=program: not running.exists(), f"process {pid} ends")
    file.unlink()
    return True


def main():
    parser = argparse.ArgumentParser(prog="scripts/demo")
    parser.add_argument("--binaries", required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--market")
    parser.add_argument("--contract", default="MNQ")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--stop", action="store_true")
    arguments = parser.parse_args()
    folder = pathlib.Path(arguments.folder).resolve()
    stopped = stop_kept(folder)
    if arguments.stop:
        print("Ended." if stopped else "Nothing was running.")
        return 0
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    session = Session(arguments)
    kept = False
    try:
        session.play()
        if arguments.keep:
            session.explore()
            kept = True
        return 0
    except (AssertionError, NeverHappened) as problem:
        print(f"\nscripts/demo: this did not happen: {problem}\nLogs are in {folder}.",
              file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        if not kept:
            session.clear_stage()


if __name__ == "__main__":
    sys.exit(main())
