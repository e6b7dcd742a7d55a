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
    return [Day(seed) for seed in range(1, 401 if FULL else 41)]


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


def difference_when_doubled(config, events):
    """R-E-10, R-E-14, R-E-17; only an unusable payload is complained about each time."""
    once, twice = (without(replay(config, each), "bad_payload")
                   for each in (events, doubled(events)))
    # A command of RULE-012 may follow a cancel of the same order in the next step (R-Y-10, R-Y-11),
    # and an event that comes twice is one step more.
    hastened = {about(each) for each in once + twice if each.get("rule") == "RULE-012"} \
        & {about(each) for each in once + twice if each.get("command") == "cancel_order"}
    hastened.discard(None)
    return first_difference(*(anywhere(each for each in records if about(each) not in hastened)
                              for records in (once, twice)))


def about(record):
    """Which order a command is about, if it is a command about one."""
    return (record["account"], record["order"]) if record.get("order") and "command" in record \
        else None


class Scenarios(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.cases = []
        # Every third one, unless all are asked for.
        for scenario in list(expand.scenarios())[::1 if FULL else 3]:
            folder = expand.FOLDER / scenario.name
            if scenario.exit_code != 0:
                continue
            events = [json.loads(line) for line in
                      (folder / "events.ndjson").read_text().splitlines() if line.strip()]
            cls.cases.append((scenario.name, folder / "config.json", events))

    def for_each(self, check):
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for (name, *_), problem in zip(self.cases, pool.map(lambda x: check(*x), self.cases)):
                with self.subTest(name):
                    self.assertIsNone(problem)

    def test_an_event_that_comes_twice_changes_nothing(self):
        self.for_each(lambda _, config, events: difference_when_doubled(config, events))

    def test_accounts_do_not_notice_each_other(self):
        """R-0-1, R-X-2: each account's records are those it would have alone."""
        def check(name, config, events):
            if "accounts" in json.loads(config.read_text()) or any(
                    each.get("account", 1) != 1 for each in events):
                return None
            alone = of_account(anywhere(replay(config, events)), 1)
            together = anywhere(replay(config, shared(events, random.Random(name))))
            for account in ACCOUNTS:
                expected = [each | {"account": account} for each in alone]
                problem = first_difference(expected, of_account(together, account))
                if problem:
                    return problem
            return None
        self.for_each(check)

    def test_no_command_makes_a_position_larger(self):
        """R-0-2"""
        def check(_, config, events):
            records = replay(config, events)
            accounts = {each["account"] for each in records} - {None}
            return next((problem for account in accounts
                         for problem in wrong_commands(events, records, account)), None)
        self.for_each(check)


class MadeUpDays(unittest.TestCase):
    """Each failure names the seed: RISKD_SEED=17 ctest --preset asan -R golden.property"""

    def test_days(self):
        days = made_up_days()
        met = set()
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for day, (records, problem) in zip(days, pool.map(judge, days)):
                met |= {each.get("rule") or each.get("code") or each["kind"] for each in records}
                with self.subTest(f"RISKD_SEED={day.seed}"):
                    self.assertIsNone(problem)
        if "RISKD_SEED" not in os.environ:
            self.assertLessEqual(EVERYTHING, met, "the days leave out what they are for")


#: Rules, and records without a rule, that the made-up days have to bring about.
EVERYTHING = {f"RULE-{number:03}" for number in range(1, 14)} | {
    "reset", "unknown_contract", "quote_stale", "trade_corrected", "bad_payload",
    "session_end_warning", "connection_lost", "connection_restored"}


def judge(day):
    """Returns the records of a day and what is wrong with them, or None."""
    events = day.events(ACCOUNTS, random.Random(day.seed))
    together = replay(day.settings, events)
    for account in ACCOUNTS:
        alone = of_account(anywhere(replay(day.settings, day.events([account]))), account)
        problem = first_difference(alone, of_account(anywhere(together), account))
        if problem:
            return together, f"account {account} notices the others: {problem}"
        for problem in wrong_commands(events, together, account):
            return together, f"account {account}: {problem}"
    problem = difference_when_doubled(day.settings, events)
    return together, problem and f"an event that comes twice counts twice: {problem}"


if __name__ == "__main__":
    unittest.main()
