"""What must hold of every day of trading, whatever it is about: golden scenarios and made-up days.

RISKD_FULL=1 takes all scenarios and many days. RISKD_SEED=N makes up only the day of that seed.
"""

import concurrent.futures
import json
import os
import random
import unittest

import expand

from command_oracle import wrong_commands
from random_day import ACCOUNTS, Day, interleaved
from replays import anywhere, first_difference, of_account, replay, without

FULL = bool(os.environ.get("RISKD_FULL"))


def made_up_days():
    if "RISKD_SEED" in os.environ:
        return [Day(int(os.environ["RISKD_SEED"]))]
    return [Day(seed) for seed in range(1, 401 if FULL else 31)]


def moved_to(event, account):
    """The same event of another account."""
    data = dict(event.get("data", {}))
    for key in ("accountId", "id") if event["type"] == "account" else ("accountId",):
        if key in data:
            data[key] = account
    return event | {"account": account, "data": data}


def shared(events, shuffle):
    """The events of account 1 as those of all accounts, shuffled within a time and between events
    that concern everybody."""
    merged, waiting = [], []
    for event in [*events, None]:
        if waiting and (event is None or "account" not in event or event["ts"] != waiting[0]["ts"]):
            merged += interleaved([[moved_to(each, account) for each in waiting]
                                   for account in ACCOUNTS], shuffle)
            waiting = []
        if event and "account" in event:
            waiting.append(event)
        elif event:
            merged.append(event)
    return merged


def doubled(events):
    return [event for each in events for event in (each, each)]


def difference_when_doubled(config, events, records):
    """R-E-10, R-E-14, R-E-17; only an unusable payload is complained about each time."""
    once = without(records, "bad_payload")
    twice = without(replay(config, doubled(events)), "bad_payload")
    # A command of RULE-012 may follow a cancel of the same order in the next step (R-Y-10, R-Y-11),
    # and an event that comes twice is one step more.
    hastened = {about(each) for each in once + twice if each.get("rule") == "RULE-012"} \
        & {about(each) for each in once + twice if each.get("command") == "cancel_order"}
    hastened.discard(None)
    problem = first_difference(*(anywhere(each for each in all_of_them
                                          if about(each) not in hastened)
                                 for all_of_them in (once, twice)))
    return problem and f"an event that comes twice counts twice: {problem}"


def about(record):
    """Which order a command is about, if it is a command about one."""
    return (record["account"], record["order"]) if record.get("order") and "command" in record \
        else None


def difference_when_shared(name, config, events, records):
    """R-0-1, R-X-2: each account's records are those that it would have alone."""
    if "accounts" in json.loads(config.read_text()) or any(
            each.get("account", 1) != 1 for each in events):
        return None
    alone = of_account(anywhere(records), 1)
    together = anywhere(replay(config, shared(events, random.Random(name))))
    for account in ACCOUNTS:
        problem = first_difference([each | {"account": account} for each in alone],
                                   of_account(together, account))
        if problem:
            return f"account {account} notices the others: {problem}"
    return None


def first_wrong_command(events, records):
    """R-0-2"""
    accounts = sorted({each["account"] for each in records} - {None})
    return next((f"account {account}: {problem}" for account in accounts
                 for problem in wrong_commands(events, records, account)), None)


def judge_scenario(scenario):
    """Returns what is wrong with a golden scenario, or None."""
    folder = expand.FOLDER / scenario.name
    config = folder / "config.json"
    events = [json.loads(line) for line in
              (folder / "events.ndjson").read_text().splitlines() if line.strip()]
    records = replay(config, events)
    return first_wrong_command(events, records) \
        or difference_when_doubled(config, events, records) \
        or difference_when_shared(scenario.name, config, events, records)


def judge_day(day):
    """Returns the records of a made-up day and what is wrong with them, or None."""
    shuffle = random.Random(day.seed)
    events = day.events(ACCOUNTS, shuffle)
    records = replay(day.settings, events)
    problem = first_wrong_command(events, records) \
        or difference_when_doubled(day.settings, events, records)
    for account in ACCOUNTS if FULL else [shuffle.choice(ACCOUNTS)]:
        alone = of_account(anywhere(replay(day.settings, day.events([account]))), account)
        among_others = of_account(anywhere(records), account)
        difference = first_difference(alone, among_others)
        problem = problem or difference and f"account {account} notices the others: {difference}"
    return records, problem


class Properties(unittest.TestCase):

    def setUp(self):
        self.pool = concurrent.futures.ThreadPoolExecutor(os.cpu_count())
        self.addCleanup(self.pool.shutdown)

    def test_golden_scenarios(self):
        # Every third one, unless all are asked for.
        scenarios = [each for each in list(expand.scenarios())[::1 if FULL else 3]
                     if each.exit_code == 0]
        for scenario, problem in zip(scenarios, self.pool.map(judge_scenario, scenarios)):
            with self.subTest(scenario.name):
                self.assertIsNone(problem)

    def test_made_up_days(self):
        days = made_up_days()
        met = set()
        for day, (records, problem) in zip(days, self.pool.map(judge_day, days)):
            met |= {each.get("rule") or each.get("code") or each["kind"] for each in records}
            with self.subTest(f"RISKD_SEED={day.seed} ctest --preset asan -R golden.property"):
                self.assertIsNone(problem)
        if "RISKD_SEED" not in os.environ:
            self.assertLessEqual(EVERYTHING, met, "the days leave out what they are for")


#: Rules, and records without a rule, that the made-up days have to bring about.
EVERYTHING = {f"RULE-{number:03}" for number in range(1, 14)} | {
    "reset", "unknown_contract", "quote_stale", "trade_corrected", "bad_payload",
    "session_end_warning", "connection_lost", "connection_restored"}


if __name__ == "__main__":
    unittest.main()
