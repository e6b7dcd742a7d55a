#!/usr/bin/env python3
"""Measures how many accounts one machine holds: memory, idle processor time, cost of an event, start-up.

Real programs: one riskd guards all accounts, one risksim is their gateway, over loopback without TLS.
Nothing here asserts a time or a size. It fails if an account is not protected, if riskd raised an
alert, or if an event is missing on record.

Usage: capacity.py [--accounts 10,100] [--idle SECONDS] [--events N] [--start-accounts N] [--trips N]
                   [--quick] [--json] [--keep FOLDER]
"""

import argparse
import json
import os
import pathlib
import sqlite3
import sys
import tempfile
import time

from capacity_crowd import INTERVAL, Crowd, Stage
from capacity_process import Bystanders, allow_files, describe_machine
from capacity_report import judge, print_report

BINARIES = pathlib.Path(os.environ.get("RISKD_BIN_DIR", "build/release/bin"))

#: Events a second while their cost is measured: equally many wake-ups for any number of accounts.
RATE = 1000

#: A start uses up the calls of a minute (R-F-14); those that are left over follow then.
BUDGET_SECONDS = 60

#: Seconds after a start that are not idling: until what is left over is done, or until it waits.
SETTLING, SHORT_SETTLING = BUDGET_SECONDS + 10, 8

#: A rule warns of what is used up by half, and allows fifty entries.
TRIPS_MAX = 24

FULL = {"accounts": "10,100,1000,10000", "idle": 60.0, "events": 20_000, "start_accounts": 1000,
        "trips": 20}
QUICK = {"accounts": "10,100", "idle": 10.0, "events": 2000, "start_accounts": 100, "trips": 10}


def measure_crowd(folder, count, wanted):
    """One number of accounts: start, idling, comparing, events, end."""
    run = {"accounts": count, "logins": len(Crowd(count).logins)}

    def play(stage):
        run["start"] = stage.start()
        is_long = wanted.idle >= BUDGET_SECONDS
        time.sleep(SETTLING if is_long else SHORT_SETTLING)
        run["idle"] = idle(stage, wanted.idle)
        if is_long and wanted.idle < INTERVAL:
            run["comparing"] = compare(stage, run["idle"]["share"])
        run["events"] = take_events(stage, wanted.events // 2, run["idle"]["share"])
        stage.check_protection()
        run["stop_seconds"] = stage.stop()

    run["wrong"] = on_stage(folder / str(count), count, play)
    return run


def idle(stage, seconds):
    calls = sum(stage.simulator.state()["calls"].values())
    used, begin = stage.process.processor_seconds(), time.monotonic()
    time.sleep(seconds)
    share = (stage.process.processor_seconds() - used) / (time.monotonic() - begin)
    resident, proportional = stage.process.memory_kib()
    return {"share": share, "calls": sum(stage.simulator.state()["calls"].values()) - calls,
            "resident_kib": resident, "proportional_kib": proportional,
            "threads": stage.process.threads(), "files": stage.process.files()}


def compare(stage, idle_share):
    """All accounts once: what a comparison costs beyond idling, spread over the time between two."""
    used = stage.process.processor_seconds()
    seconds = stage.compare_all()
    cost = stage.process.processor_seconds() - used - idle_share * seconds
    return {"seconds": seconds, "processor_seconds": cost, "share": cost / INTERVAL}


def take_events(stage, pairs, idle_share):
    """Orders that rest and are cancelled, in turns: what one event costs beyond idling."""
    used, begin = stage.process.processor_seconds(), time.monotonic()
    sent_in = stage.traders.rest_and_cancel(pairs, RATE)
    stage.wait_recorded(stage.recorded_orders, 2 * pairs, "events of orders")
    seconds = time.monotonic() - begin
    cost = stage.process.processor_seconds() - used - idle_share * seconds
    return {"count": 2 * pairs, "rate": 2 * pairs / sent_in, "seconds": seconds,
            "processor_us": 1e6 * cost / (2 * pairs)}


def measure_start(folder, wanted):
    """The same accounts start on an empty store, on one without trades, and with a day's history."""
    count = wanted.start_accounts
    run = {"accounts": count, "logins": len(Crowd(count).logins), "trips": wanted.trips}

    def play(stage):
        run["first"] = stage.start()
        run["stop_seconds"] = stage.stop()
        run["again"] = stage.start()
        stage.traders.round_trips(wanted.trips)
        stage.wait_recorded(stage.recorded_trades, 2 * wanted.trips * count, "trades")
        stage.check_protection()
        stage.stop()
        run["history"] = stage.start()
        stage.check_protection()
        stage.stop()
        run["ratio"] = run["history"]["seconds"] / run["again"]["seconds"]

    run["wrong"] = on_stage(folder / "start", count, play)
    return run


def on_stage(folder, count, play):
    """Plays with that many accounts. Returns what went wrong."""
    crowd = Crowd(count)
    if problem := allow_files(len(crowd.logins)):
        return [problem]
    stage = Stage(BINARIES.resolve(), folder, crowd)
    try:
        play(stage)
    except (AssertionError, OSError, sqlite3.Error) as problem:
        stage.break_off(problem)
    finally:
        stage.look_at_log()
        stage.clear()
    return stage.wrong


def tell(text):
    print(f"capacity: {text}", file=sys.stderr, flush=True)


def measure(folder, wanted):
    bystanders = Bystanders()
    result = {"machine": describe_machine(), "idle_seconds": wanted.idle, "rate": RATE,
              "comparison_interval": INTERVAL, "runs": []}
    for count in wanted.accounts:
        tell(f"{count} accounts")
        result["runs"].append(measure_crowd(folder, count, wanted))
    tell(f"start-up with {wanted.start_accounts} accounts")
    result["start_up"] = measure_start(folder, wanted)
    result["others_share"] = bystanders.share()
    result["targets"] = judge(result)
    return result


def numbers(text):
    found = [int(each) for each in text.split(",")]
    if min(found) < 1:
        raise argparse.ArgumentTypeError("not a number of accounts")
    return found


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--accounts", type=numbers, metavar="N,N",
                        help="numbers of accounts, each a run of its own (default: "
                             f"{FULL['accounts']})")
    parser.add_argument("--idle", type=float, metavar="SECONDS",
                        help=f"how long nothing happens (default: {FULL['idle']:g}); from "
                             f"{INTERVAL} on, comparisons with the broker are part of it")
    parser.add_argument("--events", type=int, metavar="N",
                        help=f"events whose cost is measured (default: {FULL['events']})")
    parser.add_argument("--start-accounts", type=int, metavar="N",
                        help="accounts whose start-up is measured with a day's history (default: "
                             f"{FULL['start_accounts']})")
    parser.add_argument("--trips", type=int, metavar="N", choices=range(1, TRIPS_MAX + 1),
                        help=f"round trips of each of these before, up to {TRIPS_MAX} (default: "
                             f"{FULL['trips']})")
    parser.add_argument("--quick", action="store_true",
                        help=f"accounts {QUICK['accounts']}, {QUICK['idle']:g} s, start-up with "
                             f"{QUICK['start_accounts']}")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--keep", type=pathlib.Path, metavar="FOLDER",
                        help="write stores and logs into this new folder and keep them")
    wanted = parser.parse_args()
    for name, value in (QUICK if wanted.quick else FULL).items():
        if getattr(wanted, name) is None:
            setattr(wanted, name, numbers(value) if name == "accounts" else value)
    return wanted


def main():
    wanted = parse()
    with tempfile.TemporaryDirectory(prefix="riskd-capacity-") as scratch:
        result = measure((wanted.keep or pathlib.Path(scratch)).resolve(), wanted)
    if wanted.json:
        print(json.dumps(result))
    else:
        print_report(result)
    wrong = [each for run in (*result["runs"], result["start_up"]) for each in run["wrong"]]
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
