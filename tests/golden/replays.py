"""Runs riskctl replay and compares what it printed."""

import json
import os
import pathlib
import subprocess
import tempfile

PROGRAM = pathlib.Path(os.environ["RISKD_BIN_DIR"]) / "riskctl"

# What says which line caused a record, or counts records.
PLACE = ("seq", "line")


def replay(config, events):
    """Returns the records of a replay. The configuration is a value or a file."""
    with tempfile.TemporaryDirectory() as folder:
        if isinstance(config, dict):
            config = write(folder, "config.json", [config])
        file = write(folder, "events.ndjson", events)
        done = subprocess.run([PROGRAM, "replay", "--config", config, "--events", file, "--json"],
                              capture_output=True, timeout=60, check=False, text=True)
    if done.returncode != 0:
        raise AssertionError(f"riskctl ended with {done.returncode}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def write(folder, name, lines):
    path = pathlib.Path(folder) / name
    path.write_text("".join(json.dumps(each) + "\n" for each in lines), encoding="utf-8")
    return path


def anywhere(records):
    """The records without where they come from."""
    return [{key: value for key, value in each.items() if key not in PLACE} for each in records]


def without(records, code):
    return [each for each in records if each.get("code") != code]


def of_account(records, account):
    return [each for each in records if each["account"] == account]


def first_difference(expected, found):
    """Says where two lists of records part, or returns None."""
    for number, pair in enumerate(zip(expected, found)):
        if pair[0] != pair[1]:
            return f"record {number}:\n  expected {pair[0]}\n  found    {pair[1]}"
    if len(expected) != len(found):
        longer = max(expected, found, key=len)
        where = "missing" if longer is expected else "too many"
        return f"{where}: {longer[min(len(expected), len(found))]}"
    return None
