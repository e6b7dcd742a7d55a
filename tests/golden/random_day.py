"""Makes up days of trading: plausible in general, nasty in detail, and the same for the same seed.

A day is a configuration and a list of slots. All events of a slot have one time; it begins with what
concerns every account, and then has the events of each account, which may be shuffled against those
of the others but not among themselves.
"""

import datetime
import random

from random_settings import random_settings

ACCOUNTS = (1, 2, 3)

#: id, name, symbolId, tick size, tick value and a price.
CONTRACTS = (
    ("CON.F.US.MNQ.H26", "MNQH6", "F.US.MNQ", 0.25, 0.5, 21000.0),
    ("CON.F.US.MNQ.M26", "MNQM6", "F.US.MNQ", 0.25, 0.5, 21200.0),
    ("CON.F.US.EP.H26", "ESH6", "F.US.EP", 0.25, 12.5, 6000.0),
    ("CON.F.US.TYA.H26", "ZNH6", "F.US.TYA", 0.015625, 15.625, 110.5),
)

#: Before resets, edges of sessions, holidays and changes of the clock.
STARTS = ("2026-03-03T14:29:50", "2026-03-03T15:00:00", "2026-03-03T20:59:00",
          "2026-03-03T22:59:30", "2026-03-06T22:30:00", "2026-03-08T07:59:00",
          "2026-10-31T21:59:00", "2025-11-27T14:00:00", "2025-11-28T17:00:00",
          "2026-12-31T22:30:00")

#: Seconds from one slot to the next; most are short.
PAUSES = (0, 0, 0.000001, 0.25, 0.5, 0.5, 1, 1, 1, 2, 4.999999, 5, 5, 10, 30, 60, 300)
LONG_PAUSES = (1800, 7200, 21600, 86400)

LIVE, SUSPENDED, PENDING, FILLED, CANCELLED = 1, 8, 6, 2, 3


class Trader:
    """One account at the broker: what it does, as its events."""

    def __init__(self, account, draw, prices):
        self.account = account
        self.draw = draw
        self.prices = prices
        self.held = {}
        self.orders = {}
        self.trades = []
        self.next_id = account * 100_000
        self.can_trade = True

    def number(self):
        self.next_id += 1
        return self.next_id

    def act(self, now):
        """Returns the events of one thing that happens."""
        self.now = now
        ways = ((self.enter, 5), (self.leave, 5), (self.turn, 1), (self.order, 4),
                (self.move_order, 3), (self.end_order, 3), (self.trade_late, 1), (self.correct, 1),
                (self.missed_flat, 1), (self.old_news, 1), (self.permission, 1), (self.broken, 1))
        chosen, = self.draw.choices([way for way, _ in ways], [weight for _, weight in ways])
        return chosen()

    # What is traded

    def enter(self):
        contract = self.draw.choice(CONTRACTS)[0]
        size, price = self.draw.choice((1, 1, 1, 2, 3)), self.price(contract)
        held = self.held.get(contract)
        direction = held["type"] if held else self.draw.choice((1, 2))
        total = (held["size"] if held else 0) + size
        average = (held["averagePrice"] * held["size"] + price * size) / total if held else price
        fill = self.trade(contract, direction - 1, size, None)
        return self.either_order(fill, self.position(contract, direction, total, average))

    def leave(self):
        if not self.held:
            return self.enter()
        contract, held = self.draw.choice(sorted(self.held.items()))
        size = self.draw.randint(1, held["size"])
        parts = [self.trade(contract, 2 - held["type"], each, self.result())
                 for each in ([1] * size if self.draw.random() < 0.2 else [size])]
        moved = self.position(contract, held["type"], held["size"] - size, held["averagePrice"])
        return self.either_order(*parts, moved)

    def turn(self):
        if not self.held:
            return self.enter()
        contract, held = self.draw.choice(sorted(self.held.items()))
        size = self.draw.randint(1, 2)
        fill = self.trade(contract, 2 - held["type"], held["size"] + size, self.result())
        return self.either_order(
            fill, self.position(contract, 3 - held["type"], size, self.price(contract)))

    def missed_flat(self):
        """The end of a position and the begin of the next on the same side, as one event."""
        if not self.held:
            return self.enter()
        contract, held = self.draw.choice(sorted(self.held.items()))
        self.held.pop(contract)
        return [self.position(contract, held["type"], self.draw.randint(1, 3),
                              self.price(contract))]

    def price(self, contract):
        return self.prices[contract]

    def result(self):
        return self.draw.choice((0, -49.99, -50, -100, -150.25, -200, -300, 60, 120.5, 400, 1000))

    def trade(self, contract, side, size, result):
        row = {"id": self.number(), "accountId": self.account, "contractId": contract,
               "creationTimestamp": text(self.now), "price": self.price(contract),
               "profitAndLoss": result, "side": side, "size": size, "voided": False,
               "orderId": self.draw.choice((self.next_id, self.next_id, self.account * 100_000))}
        if self.draw.random() < 0.1:
            row.pop("orderId")
        if self.draw.random() < 0.3:
            row |= {"fees": 0.36, "commissions": "0.25"}
        self.trades.append(row)
        return self.event("trade", row)

    def position(self, contract, direction, size, average):
        old = self.held.pop(contract, None)
        row = {"accountId": self.account, "contractId": contract, "type": direction, "size": size,
               "averagePrice": round(average, 8)}
        if size == 0:
            row |= {"type": 0} if old is None else {"id": old["id"]}
            row.pop("averagePrice")
            return self.event("position", row)
        same = old and old["type"] == direction
        row |= ({"id": old["id"], "creationTimestamp": old["creationTimestamp"]} if same else
                {"id": self.number(), "creationTimestamp": text(self.now)})
        self.held[contract] = row
        return self.event("position", row)

    # Orders

    def order(self):
        contract = self.draw.choice(sorted(self.held) or [self.draw.choice(CONTRACTS)[0]])
        held = self.held.get(contract)
        side = 2 - held["type"] if held and self.draw.random() < 0.7 else self.draw.randint(0, 1)
        kind = self.draw.choice((1, 2, 3, 4, 4, 4, 5))
        row = {"id": self.number(), "accountId": self.account, "contractId": contract,
               "status": self.draw.choice((LIVE, LIVE, LIVE, PENDING, SUSPENDED)), "type": kind,
               "side": side, "size": self.draw.choice((1, 1, 2, held["size"] if held else 1)),
               "fillVolume": 0, "updateTimestamp": text(self.now)}
        step = self.draw.choice((5, 20, 50)) * (1 if side == 0 else -1)
        row["limitPrice" if kind == 1 else "stopPrice"] = self.price(contract) + step
        if self.draw.random() < 0.2:
            row["customTag"] = f"riskd:{self.account}:20260303:{row['id']}"
        self.orders[row["id"]] = row
        return [self.event("order", row)]

    def move_order(self):
        if not self.orders:
            return self.order()
        row = self.orders[self.draw.choice(sorted(self.orders))]
        change = self.draw.choice((
            {"status": LIVE}, {"status": SUSPENDED}, {"size": row["size"] + 1},
            {"fillVolume": min(row["size"] - 1, row["fillVolume"] + 1)},
            {"stopPrice": self.price(row["contractId"]) + self.draw.randint(-40, 40)}))
        row |= change | {"updateTimestamp": text(self.now)}
        return [self.event("order", row)]

    def end_order(self):
        if not self.orders:
            return self.order()
        row = self.orders.pop(self.draw.choice(sorted(self.orders)))
        over = row | {"status": self.draw.choice((FILLED, CANCELLED, CANCELLED, 4, 5)),
                      "updateTimestamp": text(self.now)}
        events = [self.event("order", over)]
        if self.draw.random() < 0.2:
            events.append(self.event("order", row))
        return events

    # What is not in order

    def trade_late(self):
        events = self.leave()
        for each in events:
            if each["type"] == "trade":
                ago = self.draw.choice((1, 59, 3600, 86400, -5))
                made = text(self.now - datetime.timedelta(seconds=ago))
                each["data"]["creationTimestamp"] = made
        return events

    def correct(self):
        if not self.trades:
            return self.enter()
        row = self.draw.choice(self.trades[-10:])
        row |= self.draw.choice(({"voided": True}, {"profitAndLoss": self.result()}, {"fees": 1.5},
                                 {"orderId": self.number()}, {"size": 2}))
        return [self.event("trade", row)]

    def old_news(self):
        """What was true of an earlier position or of an order before its last change."""
        if self.held and self.draw.random() < 0.5:
            row = self.held[self.draw.choice(sorted(self.held))]
            return [self.event("position", row | {
                "id": row["id"] - 1, "size": self.draw.randint(0, 3),
                "creationTimestamp": text(self.now - datetime.timedelta(days=2))})]
        if not self.orders:
            return self.order()
        row = self.orders[self.draw.choice(sorted(self.orders))]
        before = text(self.now - datetime.timedelta(days=2))
        return [self.event("order", row | {"updateTimestamp": before, "size": row["size"] + 1})]

    def permission(self):
        self.can_trade = not self.can_trade
        return [self.event("account", {"id": self.account, "canTrade": self.can_trade,
                                       "balance": self.draw.choice((50000, "49876.5432"))})]

    def broken(self):
        contract = self.draw.choice(CONTRACTS)[0]
        kind, row = self.draw.choice((
            ("position", {"contractId": contract, "type": 3, "size": 1}),
            ("position", {"contractId": contract, "size": -1}), ("position", {"type": 1}),
            ("order", {"id": "x", "contractId": contract}), ("account", {"canTrade": "no"}),
            ("trade", {"contractId": contract, "profitAndLoss": 1})))
        return [{"type": kind, "account": self.account, "data": row}]

    def event(self, kind, row):
        return {"type": kind, "account": self.account, "data": dict(row)}

    def either_order(self, *events):
        """Trades and positions come in either order (R-E-19)."""
        return list(reversed(events)) if self.draw.random() < 0.5 else list(events)


class Market:
    """What happens to everybody."""

    def __init__(self, draw):
        self.draw = draw
        self.prices = {contract[0]: contract[5] for contract in CONTRACTS}
        self.ticks = {contract[0]: contract[3] for contract in CONTRACTS}
        self.described = [each for each in CONTRACTS if draw.random() < 0.9]

    def rows(self):
        return [self.row(each) for each in self.described]

    def row(self, contract):
        key, name, symbol, size, value, _ = contract
        return {"type": "contract", "data": {"id": key, "name": name, "symbolId": symbol,
                                             "tickSize": size, "tickValue": value}}

    def act(self, now):
        what = self.draw.random()
        if what < 0.8:
            return [self.quote(now)]
        if what < 0.9:
            return [{"type": "clock"}]
        if what < 0.95:
            return [self.row(self.draw.choice(CONTRACTS))]
        return [{"type": "connection", "data": {
            "hub": self.draw.choice(("user", "market", "rest")),
            "state": self.draw.choice(("up", "down"))}}]

    def quote(self, now):
        contract = self.draw.choice(CONTRACTS)[0]
        tick = self.ticks[contract]
        moved = self.draw.choice((-1, 1)) * self.draw.choice((0, 1, 2, 4, 8, 40, 150)) * tick
        self.prices[contract] += moved
        last = self.prices[contract]
        data = self.draw.choice((
            {"lastPrice": last}, {"lastPrice": last}, {"lastPrice": str(last)},
            {"lastPrice": last, "bestBid": last - tick, "bestAsk": last},
            {"bestBid": last - tick, "bestAsk": last + tick}, {"bestBid": last, "bestAsk": 0}, {}))
        data = {"contractId": contract} | data
        if self.draw.random() < 0.3:
            ago = self.draw.choice((0, 0, 60))
            data["lastUpdated"] = text(now - datetime.timedelta(seconds=ago))
        return {"type": "quote", "data": data}


class Slot:
    """Events of one time."""

    def __init__(self, now, everybody, own):
        self.now = text(now)
        self.everybody = everybody
        self.own = own


class Day:
    """A configuration and what happened under it."""

    def __init__(self, seed, slots=120):
        self.seed = seed
        draw = random.Random(seed)
        self.settings = random_settings(draw, ACCOUNTS)
        now = datetime.datetime.fromisoformat(draw.choice(STARTS))
        market = Market(draw)
        traders = [Trader(each, draw, market.prices) for each in ACCOUNTS]
        self.slots = [Slot(now, market.rows(), {})]
        for _ in range(slots):
            pause = draw.choice(LONG_PAUSES if draw.random() < 0.03 else PAUSES)
            now += datetime.timedelta(seconds=pause)
            everybody = market.act(now) if draw.random() < 0.6 else []
            own = {each.account: each.act(now) for each in traders if draw.random() < 0.6}
            self.slots.append(Slot(now, everybody, own))
        # Nothing fires after the last line, and who ends earlier would miss something (R-J-7).
        self.slots.append(Slot(now, [{"type": "clock"}], {}))

    def events(self, accounts, shuffle=None):
        """The events of these accounts; those of one time shuffled if there is something to do it
        with."""
        events = []
        for slot in self.slots:
            own = [list(slot.own.get(each, ())) for each in accounts]
            events += [{"ts": slot.now} | each for each in
                       slot.everybody + interleaved(own, shuffle)]
        return events


def interleaved(queues, shuffle=None):
    """Merges lists; each keeps its own order."""
    queues = [list(each) for each in queues if each]
    merged = []
    while queues:
        queue = shuffle.choice(queues) if shuffle else queues[0]
        merged.append(queue.pop(0))
        queues = [each for each in queues if each]
    return merged


def text(when):
    return when.isoformat(timespec="microseconds") + "Z"
