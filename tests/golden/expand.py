#!/usr/bin/env python3
"""Writes the files of each golden scenario from the shorthand under scenarios/.

Usage: expand.py [--check]

Each scenario has a folder with config.json, events.ndjson and records.ndjson, the bytes that the
replay reads and has to print. With --check nothing is written; differences are listed, and the
exit code is 1 if there are any.
"""

import pathlib
import sys

from event_shorthand import expand_events
from record_shorthand import expand_records
from scenario_text import compact, configuration, parse_scenarios

FOLDER = pathlib.Path(__file__).resolve().parent


def scenarios():
    """Returns all scenarios, sorted by file."""
    found = []
    for path in sorted((FOLDER / "scenarios").glob("*.txt")):
        found += parse_scenarios(path.read_text(encoding="utf-8"))
    names = [scenario.name for scenario in found]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"more than one scenario is called {sorted(twice)}")
    return found


def expand(scenario):
    """Returns the files of one scenario: name -> content."""
    config = configuration(scenario.config)
    events, contract_lines = expand_events(scenario)
    records = expand_records(scenario, config["rules"], contract_lines)
    return {"config.json": compact(config) + "\n",
            "events.ndjson": "".join(line + "\n" for line in events),
            "records.ndjson": "".join(line + "\n" for line in records)}


def expected_files():
    """Returns what has to stand below this folder: path -> content."""
    return {FOLDER / scenario.name / name: content
            for scenario in scenarios() for name, content in expand(scenario).items()}


def present_files():
    """Returns the files that stand in the folders of scenarios."""
    return {path for path in FOLDER.glob("[A-Z]-*/*") if path.is_file()}


def differences():
    """Yields a sentence for each file that is not what the shorthand says."""
    expected = expected_files()
    for path in sorted(present_files() - expected.keys()):
        yield f"{path.relative_to(FOLDER)} belongs to no scenario"
    for path, content in sorted(expected.items()):
        if not path.is_file():
            yield f"{path.relative_to(FOLDER)} is missing"
        elif path.read_text(encoding="utf-8") != content:
            yield f"{path.relative_to(FOLDER)} is not what the shorthand says"


def write():
    """Writes all files and removes those that belong to no scenario."""
    expected = expected_files()
    for path in present_files() - expected.keys():
        path.unlink()
    for path, content in expected.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")


def main(arguments):
    if arguments == ["--check"]:
        found = list(differences())
        for sentence in found:
            print(sentence)
        return 1 if found else 0
    if arguments:
        print(__doc__)
        return 2
    write()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
