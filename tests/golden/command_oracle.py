"""Says of each command in the output of a replay whether it could make a position larger.

Knows nothing of rules: only what was held, ordered and quoted when the command was given, from the
events themselves (R-0-2, R-F-1, R-J-8).
"""

import datetime

from fractions import Fraction

WORKING, TERMINAL = (1, 6), (2, 3, 4, 5)
STOPS = (3, 4, 5)

#: A command counts as lost after this time (R-F-4a).
LOST = datetime.timedelta(seconds=5)


class Holding:
    """A position, and how much of it was commanded away and is still there (R-F-18)."""

    def __init__(self, row):
        self.row = row
        self.size = row["size"]
        self.side = row["type"]
        self.leaving = 0
        self.commanded = None

    def still_leaving(self, now):
        return self.leaving if self.commanded and now - self.commanded < LOST else 0


class Oracle:
    """What an account holds, has ordered and is locked by, event by event."""

    def __init__(self):
        self.held = {}
        self.orders = {}
        self.flat_locks = set()

    def take(self, event):
        data = event.get("data", {})
        if event["type"] == "position":
            self.take_position(data)
        elif event["type"] == "order":
            self.take_order(data)

    def take_position(self, row):
        """R-E-16, R-E-17"""
        contract, size = row.get("contractId"), row.get("size")
        if row.get("type") == 0 and not isinstance(size, int):
            size = 0
        if not contract or size is None or size < 0 or (size and row.get("type") not in (1, 2)):
            return
        old = self.held.get(contract)
        if old and is_older(row, old.row):
            return
        if size == 0:
            self.held.pop(contract, None)
        elif not old or old.side != row["type"] or differ(old.row, row, "id"):
            self.held[contract] = Holding(row)
        else:
            old.leaving = max(0, old.leaving - max(0, old.size - size))
            old.size = size
            old.row = old.row | {key: row[key] for key in ("id", "creationTimestamp") if key in row}

    def take_order(self, row):
        """R-E-12, R-E-14"""
        if not isinstance(row.get("id"), int) or "status" not in row or row.get("size", 0) < 1:
            return
        old = self.orders.get(row["id"])
        if old and row["status"] not in TERMINAL:
            late = "updateTimestamp" in row and "updateTimestamp" in old \
                and row["updateTimestamp"] < old["updateTimestamp"]
            if old["status"] in TERMINAL or late \
                    or row.get("fillVolume", 0) < old.get("fillVolume", 0):
                return
        self.orders[row["id"]] = row

    def judge(self, record, now):
        """Returns what is wrong with a record, or None."""
        if record["kind"] == "lock" and record["policy"] == "flatten":
            self.flat_locks.add(record["rule"])
        elif record["kind"] == "unlock":
            self.flat_locks.discard(record["rule"])
        elif record["kind"] == "command":
            return getattr(self, record["command"])(record, now)
        return None

    def close_position(self, record, now):
        held = self.held.get(record["contract"])
        if not held:
            return "closes what is not held"
        if held.still_leaving(now) >= held.size:
            return "closes again what is on its way out"
        held.leaving, held.commanded = held.size, now
        return None

    def reduce_position(self, record, now):
        held = self.held.get(record["contract"])
        if not held:
            return "reduces what is not held"
        leaving = held.still_leaving(now)
        if not 0 < record["size"] or leaving + record["size"] > held.size:
            return f"reduces by more than the {held.size} held, of which {leaving} are leaving"
        held.leaving, held.commanded = leaving + record["size"], now
        return None

    def cancel_order(self, record, _now):
        order = self.orders.get(record["order"])
        return None if order and order["status"] not in TERMINAL else "cancels no live order"

    def place_stop(self, record, _now):
        held = self.held.get(record["contract"])
        if not held or self.flat_locks:
            return "places a stop for nothing, or under a lock that wants nothing held"
        covered = sum(remaining(each) for each in self.orders.values()
                      if is_exit(each, record["contract"], held)
                      and each["status"] in WORKING and each["type"] in STOPS)
        if not 0 < record["size"] <= held.size - covered:
            return f"places more than the {held.size} held, {covered} covered"
        return None

    def modify_order(self, record, _now):
        order = self.orders.get(record["order"])
        held = self.held.get(record["contract"])
        if not order or order["status"] not in WORKING or not held \
                or not is_exit(order, record["contract"], held):
            return "modifies what does not protect"
        if record["size"] is not None and not 0 < record["size"] < remaining(order):
            return "does not make an order smaller"
        if record["price"] is not None:
            direction = 1 if held.side == 1 else -1
            tighter = Fraction(record["price"]) - Fraction(str(order["stopPrice"]))
            if order["type"] != 4 or tighter * direction <= 0:
                return "does not make a stop tighter"
        return None


def differ(old, new, key):
    return key in old and key in new and old[key] != new[key]


def is_older(row, old):
    return differ(old, row, "id") and "creationTimestamp" in row and "creationTimestamp" in old \
        and row["creationTimestamp"] < old["creationTimestamp"]


def is_exit(order, contract, held):
    return order["contractId"] == contract and order["side"] == (1 if held.side == 1 else 0)


def remaining(order):
    return order["size"] - order.get("fillVolume", 0)


def instant(when):
    """A time as a value; fractions of any length."""
    whole, _, fraction = when.removesuffix("Z").partition(".")
    return datetime.datetime.fromisoformat(whole) + datetime.timedelta(
        microseconds=int((fraction + "000000")[:6]))


def wrong_commands(events, records, account):
    """Yields what is wrong with the records of an account.

    A record of a timer comes before the first event of its time or later; a record of a line after
    the event in that line.
    """
    oracle = Oracle()
    lines = iter(enumerate(events, 1))
    line, event = next(lines, (None, None))
    for record in records:
        if record["account"] != account:
            continue
        now = instant(record["ts"])
        while line is not None and (line <= record["line"] if record["line"]
                                    else instant(event["ts"]) < now):
            if event.get("account", event.get("data", {}).get("accountId")) == account:
                oracle.take(event)
            line, event = next(lines, (None, None))
        problem = oracle.judge(record, now)
        if problem:
            yield f"{problem}: {record}"
