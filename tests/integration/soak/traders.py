"""Traders who trade and change resting orders at a steady rate, and remember what was accepted."""

import dataclasses
import threading
import time

from killtest.moments import now

from .control_line import ControlLine
from .plan import LIMIT, PRICES

TICK = 0.25

#: Resting orders wait this far below the market, and each change moves one by a tick: no price
#: comes twice in the life of an order.
_FAR_BELOW = 1500
_CHANGES_MAX = 2500

#: Seconds from one trade of a trader to the next: a busy human being. riskd keeps every trade of the
#: day and every order that ended (R-Y-3, R-Y-4), so memory is flat only where trades are not most
#: of the load.
_BETWEEN_TRADES = (10.0, 50.0)

#: Of all positions, the part that is larger than allowed.
_OVERSIZE = 0.1

#: Events that follow from a trade: two of its order, the trade, the position, the account.
_EVENTS_OF_A_TRADE = 5

_DEBT_SECONDS = 30
_BATCH_MAX = 250

#: How long an account whose order was taken away is left alone.
_AFTER_REFUSAL = 8.0


@dataclasses.dataclass
class Trader:
    """What one account is up to."""

    name: str
    order: int | None = None
    changes: int = 0
    held: str | None = None
    trades_at: float = 0.0
    rests_until: float = 0.0


@dataclasses.dataclass(frozen=True)
class Change:
    """A resting order that the venue accepted at `price`; by our clock before and after."""

    account: str
    order: int
    price: float
    asked: int
    answered: int


class Traders:
    """All traders, in a thread of their own."""

    def __init__(self, plan, control_url, locked):
        """`locked` tells the names of the accounts that are locked now."""
        self._rate = plan.rate
        self._dice = plan.dice("traders")
        self._traders = [Trader(name, trades_at=self._next_trade()) for name in plan.names]
        self._line = ControlLine(control_url)
        self._locked = locked
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        #: All that was accepted, in order.
        self.changes = []
        self.trades = 0
        self.refused = 0
        #: What ended the thread before its time.
        self.problem = None

    def start(self):
        self._thread.start()

    def stop(self):
        self._ends.set()
        self._thread.join()
        self._line.close()

    def _run(self):
        try:
            self._trade()
        except (OSError, ValueError) as problem:
            self.problem = f"the traders gave up: {problem!r}"

    def _trade(self):
        turn, done, begun = 0, 0.0, time.monotonic()
        while not self._ends.wait(0.05):
            due = self._rate * (time.monotonic() - begun)
            # What a standstill kept us from is made up for, but not in one go.
            done = max(done, due - _DEBT_SECONDS * self._rate)
            batch = []
            locked = self._locked()
            idle = 0
            while done < due and idle < len(self._traders) and len(batch) < _BATCH_MAX:
                trader = self._traders[turn % len(self._traders)]
                turn += 1
                action = self._choose(trader, trader.name in locked)
                idle = 0 if action else idle + 1
                if action:
                    batch.append(action)
                    done += action[0]
            self._perform(batch)

    def _next_trade(self):
        return time.monotonic() + self._dice.uniform(*_BETWEEN_TRADES)

    def _choose(self, trader, is_locked):
        """Expected events, trader, path and members; None for a pause."""
        if trader.trades_at <= time.monotonic():
            trader.trades_at = self._next_trade()
            return self._deal(trader)
        if is_locked or trader.rests_until > time.monotonic():
            return None
        return self._change(trader)

    def _deal(self, trader):
        if trader.held:
            members = {"account": trader.name, "contract": trader.held}
            trader.held = None
            return _EVENTS_OF_A_TRADE, trader, "trader/close", members
        lucky = self._dice.random()
        size = LIMIT + 2 if lucky < _OVERSIZE else self._dice.randint(1, 2)
        trader.held = "MES" if self._dice.random() < 0.2 else "MNQ"
        return _EVENTS_OF_A_TRADE, trader, "trader/order", {
            "account": trader.name, "contract": trader.held,
            "side": self._dice.choice(("buy", "sell")), "size": size}

    def _change(self, trader):
        price = PRICES["MNQ"] - _FAR_BELOW - TICK * trader.changes
        if trader.order is None:
            return 1, trader, "trader/order", {
                "account": trader.name, "contract": "MNQ", "side": "buy", "type": "limit",
                "size": 1, "limit_price": price}
        if trader.changes >= _CHANGES_MAX:
            return 1, trader, "trader/cancel", {"account": trader.name, "order": trader.order}
        trader.changes += 1
        return 1, trader, "trader/modify", {"account": trader.name, "order": trader.order,
                                            "limit_price": price - TICK}

    def _perform(self, batch):
        asked = now()
        answers = self._line.ask([(path, members) for _, _, path, members in batch])
        answered = now()
        for (_, trader, path, members), answer in zip(batch, answers):
            price = members.get("limit_price")
            if price is None:
                self.trades += path != "trader/cancel" and bool(answer.get("ok"))
                if path == "trader/cancel":
                    trader.order, trader.changes = None, 0
            elif answer.get("ok"):
                trader.order = answer["order"] or trader.order
                self.changes.append(Change(trader.name, trader.order, price, asked, answered))
            else:
                # riskd cancelled the order because of a lock.
                self.refused += 1
                trader.order, trader.changes = None, 0
                trader.rests_until = time.monotonic() + _AFTER_REFUSAL
