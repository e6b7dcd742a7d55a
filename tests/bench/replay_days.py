#!/usr/bin/env python3
"""Replays days of trading of several accounts under nine rules and says how fast that went.

Every number of events stands beside the same command over a tenth of them: what the start costs is
the same for both, and the difference is what an event costs, by the clock on the wall and in
processor time of all threads. Nothing here asserts a time.

Usage: replay_days.py [--events N] [--accounts N] [--breaking] [--json] [--keep FOLDER]
"""

import argparse
import datetime
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

PROGRAM = pathlib.Path(os.environ.get("RISKD_BIN_DIR", "build/release/bin")) / "riskctl"

CONFIG = {"version": 1, "preset": "evaluation"}

#: id, name, symbolId, tick size, tick value and a price.
CONTRACTS = (
    ("CON.F.US.MNQ.H26", "MNQH6", "F.US.MNQ", 0.25, 0.5, 21000.0),
    ("CON.F.US.MES.H26", "MESH6", "F.US.MES", 0.25, 1.25, 6000.0),
    ("CON.F.US.MCLE.H26", "MCLH6", "F.US.MCLE", 0.01, 1.0, 71.25),
)

OPENING = datetime.datetime(2026, 3, 2, 14, 35)
SESSION_SECONDS = 6 * 3600

#: How often a tenth of the events is replayed. One start that something else held up would make
#: all events look cheap.
SHORT_RUNS = 3


class Pace:
    """How a day goes: quotes a second, contracts a position has, and the seconds from one entry to
    the next and in which it is held."""

    def __init__(self, quotes, size, cycle, held):
        self.quotes = quotes
        self.size = size
        self.cycle = cycle * quotes
        self.held = held * quotes


#: Few enough entries, and a stop for each position.
QUIET = Pace(quotes=4, size=1, cycle=500, held=250)

#: Too many contracts and no stop for most of them, held against one command every five seconds.
BREAKING = Pace(quotes=1, size=4, cycle=500, held=400)


class Account:
    """Enters, moves its stop now and then, and leaves with a small result."""

    def __init__(self, number, pace):
        self.number = number
        self.offset = number * 397
        self.pace = pace
        self.next_id = number * 10_000_000

    def act(self, slot, now, price):
        step = (slot + self.offset) % self.pace.cycle
        key = CONTRACTS[self.number % len(CONTRACTS)][0]
        if step == 0:
            self.next_id += 3
            yield self.order(key, 1, self.next_id + 1, price * 0.99, now)
            yield self.trade(key, 0, None, price, now)
            yield self.position(key, self.pace.size, price)
        elif step < self.pace.held and step % 3 == 0:
            yield self.order(key, 1, self.next_id + 1, price * 0.99 + step % 7, now)
        elif step == self.pace.held:
            yield self.trade(key, 1, 12.5 if self.next_id % 2 else -20, price, now)
            yield self.position(key, 0, price)
            yield self.order(key, 3, self.next_id + 1, price * 0.99, now)

    def order(self, key, status, number, price, now):
        return self.event("order", {
            "id": number, "contractId": key, "status": status, "type": 4, "side": 1, "size": 1,
            "fillVolume": 0, "stopPrice": round(price, 2), "updateTimestamp": now})

    def trade(self, key, side, result, price, now):
        return self.event("trade", {
            "id": self.next_id + side, "contractId": key, "creationTimestamp": now, "price": price,
            "profitAndLoss": result, "fees": 0.37, "side": side, "size": self.pace.size,
            "voided": False, "orderId": self.next_id + 2 * side})

    def position(self, key, size, price):
        row = {"contractId": key, "type": 1 if size else 0, "size": size}
        return self.event("position", row | ({"averagePrice": price} if size else {}))

    def event(self, kind, row):
        return {"type": kind, "account": self.number, "data": {"accountId": self.number} | row}


def events(accounts, pace):
    """Yields events without end."""
    draw = random.Random(17)
    prices = {each[0]: each[5] for each in CONTRACTS}
    traders = [Account(number, pace) for number in range(1, accounts + 1)]
    first = stamp(0, pace)
    for key, name, symbol, size, value, _ in CONTRACTS:
        yield {"ts": first, "type": "contract", "data": {
            "id": key, "name": name, "symbolId": symbol, "tickSize": size, "tickValue": value}}
    slot = 0
    while True:
        now = stamp(slot, pace)
        key, _, _, tick, _, _ = CONTRACTS[slot % len(CONTRACTS)]
        prices[key] = round(prices[key] + draw.choice((-1, 0, 1)) * tick, 2)
        last = prices[key]
        yield {"ts": now, "type": "quote", "data": {
            "contractId": key, "lastPrice": last, "bestBid": round(last - tick, 2),
            "bestAsk": last, "lastUpdated": now}}
        for each in traders:
            own = CONTRACTS[each.number % len(CONTRACTS)][0]
            for event in each.act(slot, now, prices[own]):
                yield {"ts": now} | event
        slot += 1


def stamp(slot, pace):
    """The time of a quote: only hours of the session, Monday to Friday."""
    seconds, part = divmod(slot, pace.quotes)
    days, second = divmod(seconds, SESSION_SECONDS)
    weeks, day = divmod(days, 5)
    when = OPENING + datetime.timedelta(days=7 * weeks + day, seconds=second)
    return when.isoformat() + f".{part * 1000 // pace.quotes:03}Z"


def write(folder, count, wanted):
    file = folder / f"events-{count}.ndjson"
    lines = events(wanted.accounts, BREAKING if wanted.breaking else QUIET)
    with file.open("w", encoding="utf-8") as out:
        for _, each in zip(range(count), lines):
            out.write(json.dumps(each, separators=(",", ":")) + "\n")
    return file


def run_once(config, file, scratch):
    """Runs one replay. Returns seconds by the clock on the wall, seconds of processors, the most
    memory, and how many records came out."""
    # Into a file: whoever counts them while they come takes processor time away from the replay.
    with tempfile.TemporaryFile(dir=scratch) as records:
        began = time.monotonic()
        with subprocess.Popen([PROGRAM, "replay", "--config", config, "--events", file, "--json"],
                              stdout=records, stderr=subprocess.DEVNULL) as running:
            _, code, usage = os.wait4(running.pid, 0)
            seconds = time.monotonic() - began
            running.returncode = os.waitstatus_to_exitcode(code)
        if running.returncode != 0:
            raise SystemExit(f"riskctl replay ended with {running.returncode}")
        records.seek(0)
        return {"records": sum(1 for _ in records), "seconds": seconds,
                "processor_seconds": usage.ru_utime + usage.ru_stime,
                "memory_kib": usage.ru_maxrss}


def measure(config, file, count, scratch, runs):
    """The least of each number of some runs: what else the machine did only ever adds."""
    found = [run_once(config, file, scratch) for _ in range(runs)]
    return {"events": count} | {name: min(each[name] for each in found) for name in found[0]}


def rate(few, all_of_them, seconds):
    """Events a second without the start; None if there are too few events to tell."""
    took = all_of_them[seconds] - few[seconds]
    return round((all_of_them["events"] - few["events"]) / took) if took > 0 else None


def shown(number):
    return "unknown: too few events" if number is None else number


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=300_000)
    parser.add_argument("--accounts", type=int, default=5)
    parser.add_argument("--breaking", action="store_true", help="break rules all the time")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", type=pathlib.Path, help="write the files here and keep them")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = wanted.keep or pathlib.Path(scratch)
        config = folder / "config.json"
        config.write_text(json.dumps(CONFIG), encoding="utf-8")
        few, all_of_them = (measure(config, write(folder, count, wanted), count, scratch, runs)
                            for count, runs in ((wanted.events // 10, SHORT_RUNS),
                                                (wanted.events, 1)))
    if wanted.breaking and not all_of_them["records"]:
        raise SystemExit("rules were broken and nothing was recorded")
    result = {
        "accounts": wanted.accounts, "short": few, "long": all_of_them,
        "events_per_second": rate(few, all_of_them, "seconds"),
        "processor_events_per_second": rate(few, all_of_them, "processor_seconds"),
        "memory_ratio": round(all_of_them["memory_kib"] / few["memory_kib"], 3)}
    if wanted.json:
        print(json.dumps(result))
        return 0
    print(f"replay, {'rules broken' if wanted.breaking else 'rules kept'}\n"
          f"  events {wanted.events}, accounts {wanted.accounts}, "
          f"records {all_of_them['records']}\n"
          f"  events/s {shown(result['events_per_second'])}\n"
          f"  events/s of processor time {shown(result['processor_events_per_second'])}\n"
          f"  memory {all_of_them['memory_kib']} KiB, "
          f"{result['memory_ratio']} of that for a tenth of the events")
    return 0


if __name__ == "__main__":
    sys.exit(main())
