"""What must hold of every golden scenario, whatever it is about."""

import concurrent.futures
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import expand

PROGRAM = pathlib.Path(os.environ["RISKD_BIN_DIR"]) / "riskctl"

# What says which line caused a record, or counts records.
PLACE = ("seq", "line")


def replay(config, events):
    """Returns the records of a replay, without where they come from."""
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson") as file:
        file.write("".join(json.dumps(each) + "\n" for each in events))
        file.flush()
        done = subprocess.run([PROGRAM, "replay", "--config", config, "--events", file.name,
                               "--json"], capture_output=True, timeout=60, check=True)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    return [{key: value for key, value in each.items() if key not in PLACE} for each in records]


def without(records, code):
    return [each for each in records if each.get("code") != code]


def of_account(records, account):
    """The records of one account, as if it had no number."""
    return [each | {"account": None} for each in records if each["account"] == account]


def moved_to(event, account):
    """The same event of another account; events of no account stay as they are."""
    if "account" not in event:
        return None
    data = dict(event.get("data", {}))
    for key in ("accountId", "id") if event["type"] == "account" else ("accountId",):
        if key in data:
            data[key] = account
    return event | {"account": account, "data": data}


def shared(events, order):
    """The events of account 1, also as those of account 2, in the given order at each line."""
    for event in events:
        if moved_to(event, 1) is None:
            yield event
        else:
            yield from (moved_to(event, account) for account in order)


class Properties(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.cases = []
        # Every third one, unless all are asked for.
        step = 1 if os.environ.get("RISKD_FULL") else 3
        for scenario in list(expand.scenarios())[::step]:
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
        """R-E-10, R-E-14, R-E-17; only an unusable payload is complained about each time."""
        def check(_, config, events):
            once = without(replay(config, events), "bad_payload")
            twice = without(replay(config, [x for each in events for x in (each, each)]),
                            "bad_payload")
            return None if once == twice else f"{once}\n{twice}"
        self.for_each(check)

    def test_accounts_do_not_notice_each_other(self):
        """R-0-1, R-X-2: each account's records are those it would have alone."""
        def check(_, config, events):
            if "accounts" in json.loads(config.read_text()) or any(
                    each.get("account", 1) != 1 for each in events):
                return None
            alone = of_account(replay(config, events), 1)
            for order in ((1, 2), (2, 1)):
                both = replay(config, list(shared(events, order)))
                for account in order:
                    if of_account(both, account) != alone:
                        return f"{order} {alone}\n{both}"
            return None
        self.for_each(check)


if __name__ == "__main__":
    unittest.main()
